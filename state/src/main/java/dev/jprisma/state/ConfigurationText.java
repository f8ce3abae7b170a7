package dev.jprisma.state;

import java.util.ArrayList;
import java.util.List;

/** The text of PostgreSQL's configuration files, and of the control files of its extensions: {@code name = 'value'}. */
public final class ConfigurationText {
    private ConfigurationText() {}

    /**
     * What is set there, in its order.
     *
     * @throws IllegalArgumentException or {@link JprismaException} if a line is no setting
     */
    public static List<ServerSetting> parse(String text) {
        List<ServerSetting> settings = new ArrayList<>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> settings.add(parseLine(line)));
        return settings;
    }

    private static ServerSetting parseLine(String line) {
        int end = 0;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end)) && line.charAt(end) != '=') {
            end++;
        }
        String value = line.substring(end).strip();
        if (value.startsWith("=")) {
            value = value.substring(1).strip();
        }
        return new ServerSetting(
                line.substring(0, end), value.startsWith("'") ? unquoted(value) : value.split("[\\s#]", 2)[0]);
    }

    /** A quote in it is two, or behind a backslash, which stands for itself if there are two. */
    private static String unquoted(String quoted) {
        StringBuilder value = new StringBuilder();
        for (int i = 1; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            boolean isLast = i == quoted.length() - 1;
            if (c == '\\' && !isLast || c == '\'' && !isLast && quoted.charAt(i + 1) == '\'') {
                value.append(quoted.charAt(++i));
            } else if (c == '\'') {
                return value.toString();
            } else {
                value.append(c);
            }
        }
        throw new IllegalArgumentException("the value " + quoted + " does not end");
    }
}

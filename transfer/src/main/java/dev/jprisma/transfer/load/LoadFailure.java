package dev.jprisma.transfer.load;

import dev.jprisma.postgres.script.ScriptStatement;
import dev.jprisma.postgres.wire.ServerError;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.transfer.server.Excerpt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says where a file went wrong, and how. */
final class LoadFailure {
    private static final int MOST_SHOWN = 640;
    private static final Pattern COPY_LINE = Pattern.compile("^COPY .*, line (\\d+)");
    private static final Pattern NO_ROLE = Pattern.compile("role \"(.*)\" does not exist");
    private static final Pattern NO_EXTENSION = Pattern.compile("extension \"(.*)\" is not available");

    private LoadFailure() {}

    /** What cannot be loaded at all. */
    static JprismaException at(String file, long line, String why) {
        return new JprismaException(ErrorKind.POSTGRES_FAILED, file + ":" + line + ": " + why);
    }

    /** What the server refused. */
    static JprismaException of(String file, ScriptStatement statement, ServerError error, Throwable cause) {
        int position = position(error);
        return new JprismaException(
                ErrorKind.POSTGRES_FAILED,
                file + ":" + (position > 0 ? statement.lineAt(position) : statement.line()) + ": " + said(error) + "\n"
                        + Excerpt.of(statement.sql(), position) + facts(error),
                cause);
    }

    /**
     * What the server refused of data.
     *
     * @param firstLine of the data in the file
     */
    static JprismaException ofData(String file, long firstLine, ServerError error, Throwable cause) {
        Matcher line = COPY_LINE.matcher(error.where() == null ? "" : error.where());
        String place = line.find() ? ":" + (firstLine + Long.parseLong(line.group(1)) - 1) : ":" + firstLine;
        String where = error.where() == null
                ? ""
                : "\n  " + shortened(error.where().lines().findFirst().orElse(""));
        return new JprismaException(
                ErrorKind.POSTGRES_FAILED, file + place + ": " + said(error) + where + facts(error), cause);
    }

    private static String said(ServerError error) {
        return error.message() + " (SQLSTATE " + error.code() + ")";
    }

    private static int position(ServerError error) {
        return error.position() == null ? 0 : Integer.parseInt(error.position());
    }

    private static String facts(ServerError error) {
        StringBuilder facts = new StringBuilder();
        add(facts, "detail", error.detail());
        add(facts, "hint", error.hint());
        if (error.internalQuery() != null) {
            add(facts, "in", error.internalQuery());
        }
        if (error.where() != null && !error.where().startsWith("COPY ")) {
            add(facts, "where", error.where());
        }
        add(facts, "what to do", advice(error));
        return facts.toString();
    }

    private static void add(StringBuilder facts, String name, String value) {
        if (value != null) {
            facts.append("\n  ").append(name).append(": ").append(shortened(value.replace("\n", "\n    ")));
        }
    }

    private static String shortened(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
    }

    private static String advice(ServerError error) {
        Matcher role = NO_ROLE.matcher(error.message());
        if (role.find()) {
            return "create role \"" + role.group(1) + "\", and load it again";
        }
        Matcher extension = NO_EXTENSION.matcher(error.message());
        if (extension.find()) {
            return "jprisma extension add " + extension.group(1) + ", and load it again";
        }
        return switch (error.code()) {
            case "42P06", "42P07", "42710", "42723", "42701" -> "the database is not empty: --clean empties it first";
            case "53200" -> "--no-transaction, which holds fewer locks at once";
            case "22P04", "22021" -> "check the file's encoding: it is taken for UTF-8 unless it says otherwise";
            default -> null;
        };
    }
}

package dev.jprisma.postgres;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What PostgreSQL says of a failure, out of what else it logs. */
final class ServerWords {
    private static final Pattern SAID =
            Pattern.compile("(?m)^.*?\\b(?:FATAL|PANIC|ERROR|DETAIL|HINT): +(.*)$|^postgres: (.*)$");

    private ServerWords() {}

    /** As one line; all of it, if nothing of it looks like a failure. */
    static String of(String log) {
        List<String> said = SAID.matcher(log)
                .results()
                .map(ServerWords::text)
                .filter(words -> !words.equals("database system is shut down"))
                .toList();
        return said.isEmpty() ? log.strip() : String.join("; ", said);
    }

    private static String text(MatchResult match) {
        String words = match.group(1) == null ? match.group(2) : match.group(1);
        return words.strip().replaceAll("\\.$", "");
    }
}

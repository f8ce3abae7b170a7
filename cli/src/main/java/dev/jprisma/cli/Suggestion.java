package dev.jprisma.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What was meant by a word that means nothing. Picocli's own suggestions, which compare pairs of letters with the
 * commands next to the word, find nothing for {@code ls}, {@code dve} or {@code dev sl}, and for {@code dev strat}
 * {@code stop} before {@code start}.
 */
final class Suggestion {
    /**
     * As many slips of a finger are forgiven, and no more than half of the word: a letter wrong, missing, too much, or
     * two swapped.
     */
    private static final int MOST_SLIPS = 2;

    /** What is called otherwise elsewhere, and what is often typed without its group. */
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("run", "dev"),
            Map.entry("up", "dev"),
            Map.entry("create", "dev"),
            Map.entry("init", "dev"),
            Map.entry("new", "dev"),
            Map.entry("stop", "dev stop"),
            Map.entry("remove", "dev rm"),
            Map.entry("destroy", "dev rm"),
            Map.entry("drop", "dev rm"),
            Map.entry("info", "dev status"),
            Map.entry("status", "dev status"),
            Map.entry("sql", "dev psql"),
            Map.entry("connect", "dev psql"),
            Map.entry("shell", "dev psql"),
            Map.entry("import", "dev load"),
            Map.entry("export", "dev dump"),
            Map.entry("backup", "dev snapshot"),
            Map.entry("clone", "dev fork"),
            Map.entry("studio", "console"),
            Map.entry("open", "console"));

    private Suggestion() {}

    /** A sentence's end: {@code . Did you mean 'dev ls'?}, or a full stop. */
    static String forCommand(String word, CommandSpec group) {
        String meant = MEANT.get(word);
        return meant != null && group.parent() == null
                ? question(meant)
                : sentence(
                        word,
                        commandsBelow(group).distinct().collect(Collectors.toMap(path -> path, Suggestion::lastWord)));
    }

    static String forOption(String word, CommandSpec command) {
        List<String> names = new ArrayList<>();
        command.options().forEach(option -> names.addAll(List.of(option.names())));
        return sentence(word, names.stream().collect(Collectors.toMap(name -> name, name -> name)));
    }

    /** @param candidates what to suggest, and what to compare with */
    private static String sentence(String word, Map<String, String> candidates) {
        return candidates.entrySet().stream()
                .map(candidate -> Map.entry(candidate.getKey(), slips(word, candidate.getValue())))
                .filter(candidate -> candidate.getValue() <= Math.min(MOST_SLIPS, word.length() / 2))
                .min(Comparator.<Map.Entry<String, Integer>>comparingInt(Map.Entry::getValue)
                        .thenComparing(Map.Entry::getKey))
                .map(best -> question(best.getKey()))
                .orElse(".");
    }

    private static String question(String command) {
        return ". Did you mean '" + command + "'?";
    }

    /** {@code dev}, {@code dev ls}, and so on: a subcommand is often typed without its group. */
    private static Stream<String> commandsBelow(CommandSpec group) {
        return group.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .flatMap(command -> Stream.concat(
                        Stream.of(command.name()), commandsBelow(command).map(below -> command.name() + " " + below)));
    }

    private static String lastWord(String path) {
        return path.substring(path.lastIndexOf(' ') + 1);
    }

    /** The distance of optimal string alignment (Damerau 1964). */
    private static int slips(String a, String b) {
        int[][] distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    distance[i][j] = i + j;
                    continue;
                }
                int changed = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                distance[i][j] = Math.min(
                        distance[i - 1][j - 1] + changed, Math.min(distance[i - 1][j], distance[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    distance[i][j] = Math.min(distance[i][j], distance[i - 2][j - 2] + 1);
                }
            }
        }
        return distance[a.length()][b.length()];
    }
}

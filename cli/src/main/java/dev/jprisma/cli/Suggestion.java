package dev.jprisma.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What was meant by a word that means nothing. Picocli's own suggestions, which compare pairs of letters with the
 * commands next to the word, find nothing for {@code ls}, {@code dve} or {@code dev sl}, and for {@code dev strat}
 * {@code stop} before {@code start}.
 */
final class Suggestion {
    /** As many slips of a finger are forgiven: a letter wrong, missing, too much, or two swapped. */
    private static final int MOST_SLIPS = 2;

    private Suggestion() {}

    /** A sentence's end: {@code . Did you mean 'dev ls'?}, or a full stop. */
    static String forCommand(String word, CommandSpec group) {
        return sentence(word, commandsBelow(group).collect(Collectors.toMap(path -> path, Suggestion::lastWord)));
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
                .filter(candidate -> candidate.getValue() <= Math.min(MOST_SLIPS, word.length() - 1))
                .min(Comparator.<Map.Entry<String, Integer>>comparingInt(Map.Entry::getValue)
                        .thenComparing(Map.Entry::getKey))
                .map(best -> ". Did you mean '" + best.getKey() + "'?")
                .orElse(".");
    }

    /** {@code dev}, {@code dev ls}, and so on: a subcommand is often typed without its group. */
    private static Stream<String> commandsBelow(CommandSpec group) {
        return group.subcommands().entrySet().stream()
                .flatMap(command -> Stream.concat(
                        Stream.of(command.getKey()),
                        commandsBelow(command.getValue().getCommandSpec())
                                .map(below -> command.getKey() + " " + below)));
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

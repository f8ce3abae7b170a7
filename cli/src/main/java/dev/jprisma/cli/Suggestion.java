package dev.jprisma.cli;

import dev.jprisma.state.NearestWord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What was meant by a word that means nothing, as a line to type. Picocli's own suggestions, which compare pairs of
 * letters with the commands next to the word, find nothing for {@code ls}, {@code dve} or {@code dev sl}, and for
 * {@code dev strat} {@code stop} before {@code start}.
 */
final class Suggestion {
    private static final String DEV = "jprisma dev";
    private static final String SELF = "jprisma self";

    /** What is called otherwise elsewhere: of commands that are about instances. */
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("run", DEV),
            Map.entry("up", DEV),
            Map.entry("create", DEV),
            Map.entry("init", DEV),
            Map.entry("new", DEV),
            Map.entry("serve", DEV),
            Map.entry("kill", DEV + " stop"),
            Map.entry("shutdown", DEV + " stop"),
            Map.entry("remove", DEV + " rm"),
            Map.entry("destroy", DEV + " rm"),
            Map.entry("drop", DEV + " rm"),
            Map.entry("sql", DEV + " psql"),
            Map.entry("query", DEV + " psql"),
            Map.entry("connect", DEV + " psql"),
            Map.entry("shell", DEV + " psql"),
            Map.entry("import", DEV + " load"),
            Map.entry("export", DEV + " dump"),
            Map.entry("backup", DEV + " snapshot"),
            Map.entry("branch", DEV + " fork"),
            Map.entry("clone", DEV + " fork"),
            Map.entry("mv", DEV + " rename"),
            Map.entry("deploy", DEV + " migrate"),
            Map.entry("settings", DEV + " config"),
            Map.entry("ui", "jprisma console"),
            Map.entry("check", "jprisma doctor"),
            Map.entry("install", "jprisma extension add"),
            Map.entry("uninstall", SELF + " uninstall"),
            Map.entry("version", "jprisma --version"));

    /** The same below {@code extension} and {@code postgres}. */
    private static final Map<String, String> MEANT_BY_THINGS =
            Map.of("install", "add", "get", "add", "create", "add", "remove", "rm", "uninstall", "rm", "delete", "rm");

    private Suggestion() {}

    /**
     * A sentence's end: {@code . Did you mean 'jprisma dev ls'?}, or a full stop.
     *
     * @param words the one that means nothing, and those behind it
     */
    static String forCommand(List<String> words, CommandSpec group) {
        return meant(words.get(0), group)
                .map(command -> question(command, words))
                .orElse(".");
    }

    private static Optional<String> meant(String word, CommandSpec group) {
        Optional<String> nearest = nearest(word, group);
        if (nearest.filter(path -> lastWord(path).equals(word)).isPresent()) {
            return nearest;
        }
        String path = group.qualifiedName();
        String known = switch (path) {
            case "jprisma", DEV -> MEANT.get(word);
            case "jprisma extension", "jprisma postgres" ->
                MEANT_BY_THINGS.containsKey(word) ? path + " " + MEANT_BY_THINGS.get(word) : null;
            default -> null;
        };
        return Optional.ofNullable(known).or(() -> nearest);
    }

    /** A subcommand is often typed without its group, or in another one: those here come first. */
    private static Optional<String> nearest(String word, CommandSpec group) {
        List<String> here = pathsBelow(group).toList();
        return NearestWord.among(here, word, Suggestion::lastWord)
                .or(() -> NearestWord.among(pathsBelow(group.root()).toList(), word, Suggestion::lastWord));
    }

    static String forOption(String word, CommandSpec command) {
        List<String> names = command.options().stream()
                .flatMap(option -> Stream.of(option.names()))
                .filter(name -> isLong(name) == isLong(word))
                .toList();
        String typed = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        Optional<String> meant = isLong(word)
                ? NearestWord.among(names, typed, name -> name)
                : names.stream().filter(typed::equalsIgnoreCase).findFirst();
        return meant.map(Suggestion::question).orElse(".");
    }

    private static boolean isLong(String option) {
        return option.startsWith("--");
    }

    private static String question(String command) {
        return ". Did you mean '" + command + "'?";
    }

    /** With the names that stood behind, so that it can be typed as it is. */
    private static String question(String command, List<String> words) {
        StringBuilder line = new StringBuilder(command);
        for (String word : words.subList(1, words.size())) {
            if (!word.matches("[\\w./][\\w./@:-]*") || command.equals(DEV)) {
                break;
            }
            line.append(' ').append(word);
        }
        return question(line.toString());
    }

    /** {@code jprisma dev}, {@code jprisma dev ls}, and so on. */
    private static Stream<String> pathsBelow(CommandSpec group) {
        return commandsBelow(group).map(CommandSpec::qualifiedName);
    }

    private static Stream<CommandSpec> commandsBelow(CommandSpec group) {
        return group.subcommands().values().stream()
                .distinct()
                .map(CommandLine::getCommandSpec)
                .flatMap(command -> Stream.concat(Stream.of(command), commandsBelow(command)));
    }

    private static String lastWord(String path) {
        return path.substring(path.lastIndexOf(' ') + 1);
    }
}

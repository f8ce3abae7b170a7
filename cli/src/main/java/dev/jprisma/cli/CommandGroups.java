package dev.jprisma.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The commands of {@code jprisma} and {@code dev} as their help lists them: by what they are for. */
final class CommandGroups {
    private static final Map<String, List<String>> OF_ROOT = new LinkedHashMap<>();
    private static final Map<String, List<String>> OF_DEV = new LinkedHashMap<>();

    static {
        OF_ROOT.put("Databases", List.of("dev", "create-db", "insights"));
        OF_ROOT.put("In the browser", List.of("console", "studio"));
        OF_ROOT.put("For programs and assistants", List.of("api", "mcp"));
        OF_ROOT.put("What they are made of", List.of("postgres", "extension"));
        OF_ROOT.put("jprisma itself", List.of("doctor", "daemon", "completion", "self"));
        OF_DEV.put(
                "Instances",
                List.of(
                        "ls",
                        "status",
                        "open",
                        "start",
                        "stop",
                        "restart",
                        "rm",
                        "rename",
                        "claim",
                        "link",
                        "ports",
                        "config",
                        "password",
                        "upgrade",
                        "logs"));
        OF_DEV.put("Their URLs, and what runs with them", List.of("url", "env", "exec", "psql"));
        OF_DEV.put("Snapshots", List.of("snapshot", "snapshots", "restore", "history", "fork", "reset", "undo"));
        OF_DEV.put("Schema and data", List.of("migrate", "load", "dump", "pull", "push", "clone-db"));
    }

    private CommandGroups() {}

    /**
     * From now on this command's help lists its subcommands that way, if they are many.
     *
     * @param path the command's, such as {@code jprisma dev}
     */
    static void showIn(CommandLine command, String path) {
        Map<String, List<String>> groups = switch (path) {
            case "jprisma" -> OF_ROOT;
            case "jprisma dev" -> OF_DEV;
            default -> Map.of();
        };
        if (!groups.isEmpty()) {
            command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
            command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> list(help, groups));
        }
    }

    private static String list(Help help, Map<String, List<String>> groups) {
        // Its keys are all names of each, as the help shows them: "ls, list, ps".
        Map<String, Help> left = new LinkedHashMap<>(help.subcommands());
        StringBuilder text = new StringBuilder();
        groups.forEach((title, names) -> {
            Map<String, Help> group = new LinkedHashMap<>();
            for (String name : names) {
                for (String key : List.copyOf(left.keySet())) {
                    if (key.equals(name) || key.startsWith(name + ",")) {
                        group.put(key, left.remove(key));
                    }
                }
            }
            append(text, title, help, group);
        });
        append(text, "Others", help, left);
        return text.toString();
    }

    private static void append(StringBuilder text, String title, Help help, Map<String, Help> commands) {
        if (!commands.isEmpty()) {
            text.append(String.format("%n%s:%n%s", title, help.commandList(commands)));
        }
    }
}

package dev.jprisma.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The commands of {@code dev} as its help lists them: by what they are for. */
final class CommandGroups {
    private static final Map<String, List<String>> OF_DEV = new LinkedHashMap<>();

    static {
        OF_DEV.put(
                "Instances",
                List.of(
                        "ls",
                        "status",
                        "start",
                        "stop",
                        "restart",
                        "rm",
                        "claim",
                        "link",
                        "config",
                        "password",
                        "upgrade",
                        "logs"));
        OF_DEV.put("Their URLs, and what runs with them", List.of("url", "env", "exec", "psql"));
        OF_DEV.put("Snapshots", List.of("snapshot", "snapshots", "restore", "history", "fork", "reset", "undo"));
        OF_DEV.put("Schema and data", List.of("migrate", "load", "dump", "pull", "push", "clone-db"));
    }

    private CommandGroups() {}

    /** From now on this command's help lists its subcommands that way. */
    static void showIn(CommandLine dev) {
        dev.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        dev.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, CommandGroups::list);
    }

    private static String list(Help help) {
        // Its keys are all names of each, as the help shows them: "ls, list, ps".
        Map<String, Help> left = new LinkedHashMap<>(help.subcommands());
        StringBuilder text = new StringBuilder();
        OF_DEV.forEach((title, names) -> {
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

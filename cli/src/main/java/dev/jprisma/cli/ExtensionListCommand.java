package dev.jprisma.cli;

import dev.jprisma.state.ExtensionFolder;
import dev.jprisma.state.InstalledExtension;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.ServerFiles;
import dev.jprisma.state.control.BundledExtensions;
import dev.jprisma.state.control.ListExtensions;
import dev.jprisma.state.control.Methods;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code extension ls}. What was added it reads in the home and asks nobody. */
@Command(name = "ls", description = "List the extensions that were added.")
final class ExtensionListCommand extends BaseCommand {
    private static final List<String> HEAD = List.of("NAME", "VERSION", "POSTGRESQL", "WHAT IT IS");

    @Option(names = "--available", description = "Those that come with PostgreSQL as well.")
    private boolean available;

    @Mixin
    private MajorOption major;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ExtensionListCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        List<InstalledExtension> added =
                ExtensionFolder.all(ServerFiles.of(context().home()));
        BundledExtensions bundled = available ? bundled() : new BundledExtensions(List.of());
        if (json) {
            console()
                    .result(RecordJson.writeIndented(
                            available ? Map.of("added", added, "bundled", bundled.extensions()) : added));
            return ExitCode.DONE;
        }
        if (added.isEmpty() && !available) {
            console().note("No extension was added. To add one: jprisma extension add vector");
            return ExitCode.DONE;
        }
        List<List<String>> lines = new ArrayList<>(List.of(HEAD));
        for (InstalledExtension extension : added) {
            lines.add(line(extension.name(), extension.version(), extension.major() + "", extension.comment()));
        }
        for (BundledExtensions.Bundled extension : bundled.extensions()) {
            lines.add(line(extension.name(), extension.version(), "with " + major.value(), extension.comment()));
        }
        print(lines);
        return ExitCode.DONE;
    }

    private BundledExtensions bundled() {
        return context()
                .daemon()
                .request(
                        Methods.EXTENSION_LIST,
                        new ListExtensions(major.value()),
                        BundledExtensions.class,
                        context().showingProgress());
    }

    private static List<String> line(String name, String version, String postgres, String comment) {
        return List.of(name, version == null ? "" : version, postgres, comment == null ? "" : comment);
    }

    private void print(List<List<String>> lines) {
        int[] widths = new int[HEAD.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                text.append(line.get(i))
                        .append(" ".repeat(widths[i] - line.get(i).length() + 2));
            }
            String shown = text.toString().stripTrailing();
            console().result(line == HEAD ? console().bold(shown) : shown);
        }
    }
}

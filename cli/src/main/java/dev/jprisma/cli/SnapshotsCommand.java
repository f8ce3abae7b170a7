package dev.jprisma.cli;

import dev.jprisma.state.ByteSize;
import dev.jprisma.state.HistoryView;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.PrintableText;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.ShownTime;
import dev.jprisma.state.SnapshotEntry;
import dev.jprisma.state.SnapshotList;
import dev.jprisma.state.SnapshotRegistry;
import dev.jprisma.state.SnapshotView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dev snapshots}. It reads the home and asks nobody, as {@code ls} does. */
@Command(
        name = "snapshots",
        description = {
            "List snapshots, and how far back histories reach.",
            "Those of one instance, or of all, deleted ones too: name, size, when it was taken, and when"
                    + " it is deleted by itself."
        })
final class SnapshotsCommand extends BaseCommand {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The instance. Default: all.")
    private String argument;

    @Option(
            names = {NameOption.SHORT, NameOption.LONG},
            paramLabel = "NAME",
            description = "The same as NAME.")
    private String option;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec command;

    SnapshotsCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        SnapshotRegistry registry = new SnapshotRegistry(context().home());
        List<String> names = named();
        List<SnapshotEntry> found = names.isEmpty() ? registry.list() : registry.of(new InstanceName(names.get(0)));
        List<SnapshotView> snapshots = found.stream().map(SnapshotView::of).toList();
        List<HistoryView> histories = histories(names);
        if (json.isSet()) {
            console().result(RecordJson.writeIndented(new SnapshotList(snapshots, histories)));
            return ExitCode.DONE;
        }
        if (snapshots.isEmpty()) {
            console()
                    .note("There are no snapshots" + (names.isEmpty() ? "" : " of " + names.get(0))
                            + ". Take one: jprisma dev snapshot" + (names.isEmpty() ? " NAME" : " " + names.get(0)));
        } else {
            print(snapshots);
        }
        histories.forEach(history -> console().note(history.text()));
        return ExitCode.DONE;
    }

    private List<HistoryView> histories(List<String> names) {
        return context().registry().list().stream()
                .filter(entry -> names.isEmpty() || names.contains(entry.name().value()))
                .flatMap(entry -> entry.readable().stream())
                .flatMap(instance ->
                        Stream.ofNullable(HistoryView.of(instance, context().home())))
                .toList();
    }

    private List<String> named() {
        List<String> behind = new ArrayList<>();
        if (option != null) {
            behind.add(option);
        }
        if (argument != null) {
            behind.add(argument);
        }
        List<String> names = NameOption.all(command, behind);
        if (names.size() > 1) {
            throw new ParameterException(
                    command.commandLine(), String.join(" and ", names) + " are both named: name one instance");
        }
        return names;
    }

    private void print(List<SnapshotView> snapshots) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("NAME", "SNAPSHOT", "SIZE", "TAKEN", ""));
        long total = 0;
        for (SnapshotView snapshot : snapshots) {
            rows.add(row(snapshot));
            total += snapshot.bytes() == null ? 0 : snapshot.bytes();
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(row.get(column))
                        .append(" "
                                .repeat(width(rows, column)
                                        + 2
                                        - row.get(column).length()));
            }
            console()
                    .result(
                            row == rows.get(0)
                                    ? console().bold(line.toString().stripTrailing())
                                    : line.toString().stripTrailing());
        }
        console().note(ByteSize.text(total) + " in all; a file system that shares blocks has less of it.");
    }

    private static List<String> row(SnapshotView snapshot) {
        if (snapshot.error() != null) {
            return List.of(snapshot.instance(), snapshot.name(), "", "", PrintableText.line(snapshot.error()));
        }
        return List.of(
                snapshot.instance(),
                snapshot.name(),
                ByteSize.text(snapshot.bytes()),
                ShownTime.text(snapshot.createdAt()),
                snapshot.automatic()
                        ? "before " + snapshot.before() + ", until " + ShownTime.text(snapshot.expiresAt())
                        : "");
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}

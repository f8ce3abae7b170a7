package dev.jprisma.cli;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.LogReader;
import dev.jprisma.state.RegistryEntry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dev logs}: what Postgres of an instance has logged, and logs. */
@Command(name = "logs", description = "Print PostgreSQL's log of an instance.")
final class LogsCommand extends BaseCommand {
    @Mixin
    private LogsName name;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is added, until Ctrl-C.")
    private boolean follow;

    LogsCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException {
        Integer lines = name.lines();
        RegistryEntry entry = name.find(context());
        InstanceName instance = entry.name();
        if (entry.readable().filter(InstanceRecord::isLinked).isPresent()) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    instance + " is linked to " + entry.required().upstream() + ", whose log is there. Of the link: "
                            + context().home().daemonLog());
        }
        Path log = context().home().postgresLog(instance);
        if (!follow && !Files.exists(log)) {
            throw new JprismaException(
                    ErrorKind.NOT_FOUND, instance + " has no log yet. Start it: jprisma dev start " + instance);
        }
        PrintStream out = console().isOutputTerminal()
                ? new PrintStream(new PrintableStream(console().out()))
                : console().out();
        try (LogReader reader = new LogReader(log, out)) {
            reader.printLast(lines);
            while (follow && !console().out().checkError()) {
                reader.awaitMore();
                reader.printNew();
            }
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Cannot read " + log + " (" + JprismaHome.reason(e) + ")", e);
        }
        return ExitCode.DONE;
    }
}

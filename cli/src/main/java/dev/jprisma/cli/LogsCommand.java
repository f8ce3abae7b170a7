package dev.jprisma.cli;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
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
            description = "Go on as it grows, until Ctrl-C.")
    private boolean follow;

    LogsCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException {
        Integer lines = name.lines();
        InstanceName instance = name.find(context()).name();
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

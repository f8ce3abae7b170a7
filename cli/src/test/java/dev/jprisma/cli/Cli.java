package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstancePort;
import dev.jprisma.state.InstancePorts;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.Registry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The command in this JVM, with streams and a home of the test's. */
final class Cli {
    /** How it ended and what it printed. */
    record Result(int exitCode, String out, String err) {}

    private final JprismaHome home;

    Cli(Path home) {
        this.home = JprismaHome.at(home);
    }

    Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                "",
                false);
        int code = Main.run(console, () -> home, arguments);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Records an instance that has never run, with three ports from this one on. */
    void record(String name, int port) {
        home.create();
        InstancePorts ports = new InstancePorts(
                InstancePort.chosen(port), InstancePort.chosen(port + 1), InstancePort.chosen(port + 2));
        new Registry(home).save(InstanceRecord.create(new InstanceName(name), "18.6", "data", ports, false));
    }

    /** Changes what is recorded of an instance. */
    void change(String name, UnaryOperator<InstanceRecord> change) {
        Registry registry = new Registry(home);
        registry.save(
                change.apply(registry.find(new InstanceName(name)).orElseThrow().required()));
    }

    String password(String name) {
        return new Registry(home)
                .find(new InstanceName(name))
                .orElseThrow()
                .required()
                .password()
                .text();
    }

    Path postgresLog(String name) {
        return home.postgresLog(new InstanceName(name));
    }
}

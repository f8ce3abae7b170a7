package dev.jprisma.transfer.tool;

import dev.jprisma.state.ConnectionUri;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ServerHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A program of PostgreSQL's that runs beside us and writes what we read. It ends with us. */
public final class ToolProcess implements AutoCloseable {
    /** Of libpq, for what a URL says by these names. */
    private static final Map<String, String> VARIABLES = Map.of(
            "application_name", "PGAPPNAME",
            "channel_binding", "PGCHANNELBINDING",
            "connect_timeout", "PGCONNECT_TIMEOUT",
            "options", "PGOPTIONS",
            "sslcert", "PGSSLCERT",
            "sslkey", "PGSSLKEY",
            "sslmode", "PGSSLMODE",
            "sslrootcert", "PGSSLROOTCERT");

    private static final int MOST_KEPT = 16 * 1024;

    private final PostgresTool tool;
    private final Process process;
    private final Thread listening;
    private final Thread feeding;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Thread hook;

    private ToolProcess(PostgresTool tool, ProcessBuilder builder, InputStream input) {
        this.tool = tool;
        Map<String, String> environment = builder.environment();
        environment.put("LC_ALL", "C");
        try {
            this.process = builder.start();
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED, "Cannot run " + tool.program() + ": " + e.getMessage(), e);
        }
        this.hook = new Thread(process::destroy, "end-" + tool.program().getFileName());
        Runtime.getRuntime().addShutdownHook(hook);
        this.listening = daemon(this::listen, "what-it-says");
        this.feeding = daemon(() -> feed(input), "what-it-reads");
    }

    /** Runs one on a database, which its environment names: a password is on no command line. */
    public static ToolProcess on(ConnectionUri database, ServerHost host, PostgresTool tool, List<String> arguments) {
        ProcessBuilder builder = builder(tool, arguments);
        Map<String, String> environment = builder.environment();
        environment.put("PGHOST", host.host());
        environment.put("PGPORT", String.valueOf(host.port()));
        environment.put("PGUSER", database.user());
        environment.put("PGDATABASE", database.database());
        if (database.password() != null) {
            environment.put("PGPASSWORD", database.password());
        }
        VARIABLES.forEach((parameter, variable) -> {
            if (database.parameter(parameter) != null) {
                environment.put(variable, database.parameter(parameter));
            }
        });
        return new ToolProcess(tool, builder, null);
    }

    /** Runs one that needs no server, and gives it something to read, or nothing if that is null. */
    public static ToolProcess reading(InputStream input, PostgresTool tool, List<String> arguments) {
        return new ToolProcess(tool, builder(tool, arguments), input);
    }

    private static ProcessBuilder builder(PostgresTool tool, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(tool.program().toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        return builder;
    }

    private static Thread daemon(Runnable what, String name) {
        Thread thread = new Thread(what, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void listen() {
        byte[] piece = new byte[1024];
        try (InputStream errors = process.getErrorStream()) {
            for (int read = errors.read(piece); read >= 0; read = errors.read(piece)) {
                synchronized (said) {
                    if (said.size() < MOST_KEPT) {
                        said.write(piece, 0, read);
                    }
                }
            }
        } catch (IOException e) {
            debug(e);
        }
    }

    private void feed(InputStream input) {
        try (OutputStream to = process.getOutputStream()) {
            if (input != null) {
                input.transferTo(to);
            }
        } catch (IOException e) {
            // It has read what it wants, or has ended; why is what it says.
            debug(e);
        }
    }

    private static void debug(IOException e) {
        System.getLogger(ToolProcess.class.getName()).log(System.Logger.Level.DEBUG, "stream", e);
    }

    /** What it writes. */
    public InputStream output() {
        return process.getInputStream();
    }

    /**
     * Waits for its end, when all that it writes has been read.
     *
     * @param warnings is given what it said if all went well
     * @throws JprismaException if it failed, with what it said
     */
    public void awaitSuccess(Consumer<String> warnings) {
        try {
            int exitCode = process.waitFor();
            listening.join();
            String text;
            synchronized (said) {
                text = said.toString(StandardCharsets.UTF_8).strip();
            }
            if (exitCode != 0) {
                throw new JprismaException(
                        ErrorKind.POSTGRES_FAILED,
                        tool.program().getFileName() + " " + tool.version() + " failed (exit code " + exitCode + "): "
                                + text);
            }
            if (!text.isEmpty()) {
                text.lines().forEach(warnings);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + tool.program() + " ran", e);
        }
    }

    /** Ends it, if it has not ended. */
    @Override
    public void close() {
        process.destroyForcibly();
        feeding.interrupt();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // We are ending: the hook does it.
        }
    }
}

package dev.jprisma.postgres.upgrade;

import dev.jprisma.state.Deadline;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The programs of PostgreSQL's that write a server as SQL and read it again. Whoever gives up ends them. */
final class UpgradeTools {
    /** Longer than any copy takes; who asked may give up before. */
    private static final Duration LIMIT = Duration.ofDays(2);

    private static final int LARGEST_GLOBALS = 64 << 20;
    private static final int MOST_SAID = 4000;

    private final Path folder;
    private final Path workshop;
    private final BooleanSupplier abandoned;

    /**
     * @param folder that has them
     * @param workshop a folder of ours, for what they say
     * @throws JprismaException if one is missing
     */
    UpgradeTools(Path folder, Path workshop, BooleanSupplier abandoned) {
        this.folder = folder;
        this.workshop = workshop;
        this.abandoned = abandoned;
        for (String program : List.of("pg_dump", "pg_dumpall", "psql")) {
            if (!Files.isExecutable(folder.resolve(program))) {
                throw new JprismaException(
                        ErrorKind.NOT_FOUND,
                        "There is no " + program + " in " + folder + ", beside the others that an upgrade takes:"
                                + " install all of PostgreSQL's client programs (Debian: postgresql-client)");
            }
        }
    }

    /** Roles, their passwords and memberships, as SQL. */
    String globals(UpgradeServer source) throws IOException {
        Path output = workshop.resolve("globals.sql");
        ProcessBuilder dump = builder(
                        source, "template1", "pg_dumpall", "--globals-only", "--quote-all-identifiers", "--no-password")
                .redirectOutput(output.toFile());
        try {
            run(List.of(dump));
            if (Files.size(output) > LARGEST_GLOBALS) {
                throw new JprismaException(
                        ErrorKind.POSTGRES_FAILED, "The roles take " + Files.size(output) + " bytes");
            }
            return Files.readString(output);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    void run(UpgradeServer target, String sql) throws IOException {
        Path script = workshop.resolve("script.sql");
        Files.writeString(script, sql);
        try {
            run(List.of(psql(target).redirectInput(script.toFile())));
        } finally {
            Files.deleteIfExists(script);
        }
    }

    /** From one server into the other, through the kernel. */
    void copy(UpgradeServer source, UpgradeServer target, String database, List<String> options) throws IOException {
        List<String> dump = new ArrayList<>(List.of("pg_dump", "--quote-all-identifiers", "--no-password"));
        dump.addAll(options);
        run(List.of(builder(source, database, dump.toArray(String[]::new)), psql(target)));
    }

    private ProcessBuilder psql(UpgradeServer target) {
        ProcessBuilder psql = builder(
                target, "template1", "psql", "--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1");
        // Settings of roles and databases that are copied count for the next session, and these for all.
        psql.environment()
                .put("PGOPTIONS", "-c default_transaction_read_only=off -c statement_timeout=0 -c lock_timeout=0");
        return psql.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }

    private ProcessBuilder builder(UpgradeServer server, String database, String... command) {
        List<String> line = new ArrayList<>(List.of(command));
        line.set(0, folder.resolve(command[0]).toString());
        ProcessBuilder builder = new ProcessBuilder(line).directory(workshop.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().putAll(server.environment(database));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private void run(List<ProcessBuilder> line) throws IOException {
        List<Path> said = new ArrayList<>();
        for (ProcessBuilder program : line) {
            Path errors = workshop.resolve(said.size() + ".err");
            program.redirectError(errors.toFile());
            said.add(errors);
        }
        List<Process> running = ProcessBuilder.startPipeline(line);
        try {
            Deadline.in(LIMIT)
                    .await(() -> abandoned.getAsBoolean() || running.stream().noneMatch(Process::isAlive));
            if (running.stream().anyMatch(Process::isAlive)) {
                throw new JprismaException(ErrorKind.DAEMON_UNAVAILABLE, "Whoever asked for it has gone");
            }
        } finally {
            running.forEach(Process::destroyForcibly);
        }
        for (int i = running.size() - 1; i >= 0; i--) {
            if (running.get(i).exitValue() != 0) {
                throw new JprismaException(
                        ErrorKind.POSTGRES_FAILED,
                        Path.of(line.get(i).command().get(0)).getFileName() + " says: " + text(said.get(i)));
            }
        }
    }

    private static String text(Path errors) throws IOException {
        String text = new String(Files.readAllBytes(errors), StandardCharsets.UTF_8).strip();
        return text.length() <= MOST_SAID ? text : text.substring(0, MOST_SAID) + " ...";
    }
}

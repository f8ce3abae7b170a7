package dev.jprisma.daemon;

import dev.jprisma.postgres.DatabaseAdministration;
import dev.jprisma.postgres.PostgresAddress;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.state.Credentials;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What is done to the databases inside a running instance. */
final class Databases {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final InstanceName name;
    private final InstanceRecord instance;

    /** @throws JprismaException ({@link ErrorKind#INVALID}) if its server is not ours */
    Databases(InstanceRecord instance) {
        if (instance.isLinked()) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    instance.name() + " is linked to " + instance.upstream()
                            + ", and nothing is made or migrated there by itself. Use its URL: jprisma dev url "
                            + instance.name());
        }
        this.name = instance.name();
        this.instance = instance;
    }

    /** Runs the SQL files of a folder in their order, each as one script; the first that fails ends it. */
    void migrate(Path directory, Consumer<String> progress) {
        try (PostgresConnection connection = connect(Credentials.DATABASE)) {
            for (Path script : scriptsIn(directory)) {
                progress.accept("Running " + directory.relativize(script));
                connection.query(Files.readString(script), ResultReceiver.NONE);
            }
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    "The migrations in " + directory + " cannot be read (" + JprismaHome.reason(e) + ")",
                    e);
        } catch (PostgresException e) {
            throw new JprismaException(ErrorKind.POSTGRES_FAILED, name + ": a migration failed: " + e.getMessage(), e);
        }
    }

    /** Files of SQL by name, or, in Prisma's folders by name, {@code migration.sql}. */
    private static List<Path> scriptsIn(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> scripts = entries.sorted()
                    .map(entry -> Files.isDirectory(entry) ? entry.resolve("migration.sql") : entry)
                    .filter(entry -> entry.toString().endsWith(".sql") && Files.isRegularFile(entry))
                    .toList();
            if (scripts.isEmpty()) {
                throw new JprismaException(
                        ErrorKind.INVALID,
                        directory + " holds no migrations: no *.sql and no folder with a migration.sql");
            }
            return scripts;
        }
    }

    /** Makes a copy of a database nobody is connected to; returns the copy's name. */
    String copy(String template) {
        String copy = template + "_" + UUID.randomUUID().toString().substring(0, 8);
        // Not to the one that is copied; and to template1, which others copy, for a moment only if need be.
        String other = template.equals(Credentials.DATABASE) ? "template1" : Credentials.DATABASE;
        try (PostgresConnection connection = connect(other)) {
            DatabaseAdministration.copy(connection, template, copy);
        } catch (PostgresException e) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED, name + ": " + template + " cannot be copied: " + e.getMessage(), e);
        }
        return copy;
    }

    private PostgresConnection connect(String database) {
        return PostgresConnection.open(
                PostgresAddress.of(
                        instance.ports().database().number(),
                        instance.password().text(),
                        database),
                CONNECT_LIMIT);
    }
}

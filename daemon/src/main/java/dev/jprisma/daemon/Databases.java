package dev.jprisma.daemon;

import dev.jprisma.migrations.AppliedMigrations;
import dev.jprisma.migrations.MigrationFolder;
import dev.jprisma.migrations.MigrationListener;
import dev.jprisma.postgres.DatabaseAdministration;
import dev.jprisma.postgres.PostgresAddress;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.Statement;
import dev.jprisma.state.Credentials;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.control.MigratedInstance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** What is done to the databases inside a running instance. */
final class Databases {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private static final String TRANSACTIONS =
            "SELECT sum(xact_commit + xact_rollback)::int8 FROM pg_catalog.pg_stat_database";

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

    /**
     * Runs what a folder has that has not run yet.
     *
     * @param abandoned completes when whoever asked has gone
     */
    MigratedInstance migrate(Path directory, MigrationListener listener, CompletableFuture<?> abandoned) {
        try {
            AppliedMigrations applied =
                    MigrationFolder.of(directory).apply(address(Credentials.DATABASE), listener, abandoned);
            return new MigratedInstance(applied.tool(), applied.applied(), applied.before());
        } catch (JprismaException e) {
            throw new JprismaException(e.kind(), name + ": " + e.getMessage(), e);
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

    /** How many transactions all of them have ended since the server began to count. */
    long transactions() {
        long[] count = new long[1];
        try (PostgresConnection connection = connect(Credentials.DATABASE)) {
            connection.execute(Statement.of(TRANSACTIONS), new ResultReceiver() {
                @Override
                public void row(Row row) {
                    count[0] = Long.parseLong(row.text(0));
                }
            });
            return count[0];
        } catch (PostgresException e) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED, name + ": its statistics cannot be read: " + e.getMessage(), e);
        }
    }

    private PostgresConnection connect(String database) {
        return PostgresConnection.open(address(database), CONNECT_LIMIT);
    }

    private ServerAddress address(String database) {
        return PostgresAddress.of(
                instance.ports().database().number(), instance.password().text(), database);
    }
}

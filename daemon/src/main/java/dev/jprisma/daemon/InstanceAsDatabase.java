package dev.jprisma.daemon;

import dev.jprisma.console.home.NotThere;
import dev.jprisma.state.DatabaseConnection;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstancePassword;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ManagedDatabase;
import dev.jprisma.state.RegistryEntry;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What an instance is as a database of a project: its record of that, and its connections. Whoever asks had it by its
 * id, and the instance may be another one since. Of the instance's queue alone.
 */
final class InstanceAsDatabase {
    private final RecordKeeper records;
    private final InstanceLogins logins;
    private final Supplier<Optional<RegistryEntry>> current;
    private final BooleanSupplier running;

    /**
     * @param current what is known of the instance
     * @param running whether its server runs
     */
    InstanceAsDatabase(
            InstanceLogins logins,
            RecordKeeper records,
            Supplier<Optional<RegistryEntry>> current,
            BooleanSupplier running) {
        this.records = records;
        this.logins = logins;
        this.current = current;
        this.running = running;
    }

    /** @throws JprismaException ({@link ErrorKind#NOT_FOUND}) if it is not that database */
    InstanceRecord require(String id) {
        return current.get()
                .flatMap(RegistryEntry::readable)
                .filter(instance -> instance.asDatabase().id().equals(id))
                .orElseThrow(() -> NotThere.of("database", id));
    }

    InstanceRecord change(String id, UnaryOperator<ManagedDatabase> change) {
        InstanceRecord instance = require(id);
        return records.save(instance.managedAs(change.apply(instance.asDatabase())));
    }

    InstancePassword connect(String id, DatabaseConnection connection) {
        InstanceRecord instance = requireRunning(id);
        return logins.open(instance, instance.managedAs(instance.asDatabase().with(connection)), connection.role());
    }

    /** Its sessions end. */
    InstancePassword rotate(String id, DatabaseConnection connection) {
        InstanceRecord instance = requireRunning(id, connection);
        return logins.reopen(instance, connection.role());
    }

    /** Its sessions end; what it made belongs to the other connections. */
    void disconnect(String id, DatabaseConnection connection) {
        InstanceRecord instance = requireRunning(id, connection);
        logins.close(instance.managedAs(instance.asDatabase().without(connection)), connection.role());
    }

    private InstanceRecord requireRunning(String id, DatabaseConnection connection) {
        InstanceRecord instance = requireRunning(id);
        if (!instance.asDatabase().connections().contains(connection)) {
            throw NotThere.of("connection", connection.id());
        }
        return instance;
    }

    private InstanceRecord requireRunning(String id) {
        InstanceRecord instance = require(id);
        if (instance.isLinked()) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    instance.name() + " is linked to " + instance.upstream()
                            + ": logins are made there, and not by jprisma");
        }
        if (!running.getAsBoolean()) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    instance.name() + " does not run; start it: jprisma dev start " + instance.name());
        }
        return instance;
    }
}

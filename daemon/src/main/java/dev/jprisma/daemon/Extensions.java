package dev.jprisma.daemon;

import dev.jprisma.postgres.PostgresAddress;
import dev.jprisma.postgres.extension.ExtensionStore;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.Statement;
import dev.jprisma.state.AlteredSettings;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstalledExtension;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.PostgresChoice;
import dev.jprisma.state.control.AddExtension;
import dev.jprisma.state.control.AddedExtension;
import dev.jprisma.state.control.BundledExtensions;
import dev.jprisma.state.control.ListExtensions;
import dev.jprisma.state.control.RemoveExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The extensions of the home, and who of its instances uses them. Safe for threads. */
final class Extensions {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final InstanceContext context;
    private final Predicate<InstanceRecord> runs;

    /** @param runs whether an instance does */
    Extensions(InstanceContext context, Predicate<InstanceRecord> runs) {
        this.context = context;
        this.runs = runs;
    }

    AddedExtension add(AddExtension request, Consumer<String> progress) {
        return storeOf(request.major(), progress)
                .add(request.name(), pathOf(request.source()), pathOf(request.pgConfig()), progress);
    }

    private static Path pathOf(String text) {
        return text == null ? null : Path.of(text);
    }

    /**
     * Removes one that nobody uses, or one that is used if so be it.
     *
     * @throws JprismaException {@link ErrorKind#NOT_FOUND} if there is none, {@link ErrorKind#INVALID} naming who uses
     *     it, or may
     */
    void remove(RemoveExtension request) {
        InstalledExtension extension = context.bootstrap()
                .storage()
                .extensions(request.major())
                .find(request.name())
                .orElseThrow(() -> new JprismaException(
                        ErrorKind.NOT_FOUND,
                        "There is no extension " + request.name() + " that was added for PostgreSQL " + request.major()
                                + ": jprisma extension ls shows those there are"));
        if (!request.force()) {
            requireUnused(extension);
        }
        storeOf(request.major(), message -> {}).remove(extension);
    }

    BundledExtensions bundled(ListExtensions request, Consumer<String> progress) {
        return new BundledExtensions(storeOf(request.major(), progress).bundled());
    }

    private ExtensionStore storeOf(int major, Consumer<String> progress) {
        return new ExtensionStore(
                context.bootstrap().await(PostgresChoice.of(major), progress, new CompletableFuture<>()));
    }

    private void requireUnused(InstalledExtension extension) {
        List<String> uses = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (InstanceRecord instance : instancesOf(extension.major())) {
            String name = instance.name().value();
            String loaded = AlteredSettings.of(instance.dataDirectory(context.home()))
                    .value("shared_preload_libraries")
                    .orElse("");
            if (extension.preload().stream().anyMatch(List.of(loaded.split("[,\\s\"]+"))::contains)) {
                uses.add(name + " loads it at its start (jprisma dev config " + name
                        + " --reset shared_preload_libraries)");
            } else if (runs.test(instance)) {
                databasesWith(extension.name(), instance)
                        .forEach(database -> uses.add(name + " has it in its database " + database));
            } else if (instance.hasRun()) {
                unknown.add(name);
            }
        }
        if (!uses.isEmpty()) {
            throw used(
                    extension,
                    String.join(", ", uses) + ". Drop it there first (drop extension \"" + extension.name() + "\")");
        }
        if (!unknown.isEmpty()) {
            throw used(
                    extension,
                    "nobody knows whether it is used by what does not run (" + String.join(", ", unknown)
                            + "). Start that first");
        }
    }

    private static JprismaException used(InstalledExtension extension, String why) {
        return new JprismaException(
                ErrorKind.INVALID,
                extension.name() + " stays: " + why + ", or remove it all the same: jprisma extension rm "
                        + extension.name() + " --force");
    }

    private List<InstanceRecord> instancesOf(int major) {
        return context.registry().list().stream()
                .flatMap(entry -> entry.readable().stream())
                .filter(instance -> !instance.isLinked() && instance.postgres().major() == major)
                .toList();
    }

    private static List<String> databasesWith(String extension, InstanceRecord instance) {
        try {
            List<String> found = new ArrayList<>();
            for (String database : ask(
                    instance,
                    "postgres",
                    Statement.of("SELECT datname FROM pg_database WHERE datallowconn ORDER BY 1"))) {
                Statement count = Statement.of("SELECT extname FROM pg_extension WHERE extname = $1", extension);
                if (!ask(instance, database, count).isEmpty()) {
                    found.add(database);
                }
            }
            return found;
        } catch (PostgresException e) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    instance.name() + " cannot be asked whether it uses " + extension + ": " + e.getMessage(),
                    e);
        }
    }

    private static List<String> ask(InstanceRecord instance, String database, Statement statement) {
        List<String> answer = new ArrayList<>();
        try (PostgresConnection session = PostgresConnection.open(
                PostgresAddress.of(
                        instance.ports().database().number(),
                        instance.password().text(),
                        database),
                CONNECT_LIMIT)) {
            session.execute(statement, new ResultReceiver() {
                @Override
                public void row(Row row) {
                    answer.add(row.text(0));
                }
            });
        }
        return answer;
    }
}

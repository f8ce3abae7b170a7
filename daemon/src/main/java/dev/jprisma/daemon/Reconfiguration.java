package dev.jprisma.daemon;

import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.PostgresAddress;
import dev.jprisma.postgres.SettingsFile;
import dev.jprisma.postgres.SettingsRules;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.Statement;
import dev.jprisma.state.AlteredSettings;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ServerSetting;
import dev.jprisma.state.control.ConfigureInstance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A change of an instance's settings: what it is, whether PostgreSQL takes it, and what it takes to bring it about.
 * Whatever fails before {@link #write} has changed nothing.
 */
final class Reconfiguration {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    /** The {@code context} of a setting that a running server keeps. */
    private static final String AT_START = "postmaster";

    private final InstanceRecord instance;
    private final Path dataDirectory;
    private final SettingsFile file;
    private final List<ServerSetting> set;
    private final AlteredSettings before;
    private final AlteredSettings after;

    /** @throws JprismaException if a setting is not the user's to change, or those before cannot be read */
    Reconfiguration(InstanceRecord instance, Path dataDirectory, ClusterFactory clusters, ConfigureInstance request) {
        request.set().forEach(setting -> SettingsRules.requireUsers(setting.name()));
        this.instance = instance;
        this.dataDirectory = dataDirectory;
        this.file = new SettingsFile(clusters);
        this.set = request.set();
        this.before = AlteredSettings.of(dataDirectory);
        AlteredSettings kept = request.resetAll() ? new AlteredSettings(List.of()) : before.without(request.reset());
        this.after = kept.with(set);
    }

    List<ServerSetting> after() {
        return after.all();
    }

    List<String> changed() {
        return after.differingFrom(before);
    }

    /**
     * @throws JprismaException ({@link ErrorKind#INVALID}) if PostgreSQL does not take one of them, or its history ends
     */
    void check() {
        if (instance.history() != null) {
            HistoryNeeds.obstacle(set).ifPresent(obstacle -> {
                throw HistoryNeeds.ended(instance.name(), obstacle);
            });
        }
        file.check(set);
    }

    /**
     * Starts a server with all of them, which is thrown away; what only takes something back needs no trial.
     *
     * @throws JprismaException ({@link ErrorKind#POSTGRES_FAILED}) if it does not start
     */
    void tryOut() {
        if (set.isEmpty()) {
            return;
        }
        try {
            file.tryOut(after);
        } catch (JprismaException e) {
            throw new JprismaException(
                    e.kind(),
                    "A server does not start with " + written(set) + ": " + e.getMessage() + ". Nothing was changed: "
                            + instance.name() + " has the settings it had",
                    e);
        }
    }

    void write() {
        file.write(dataDirectory, after);
    }

    void undo() {
        file.write(dataDirectory, before);
    }

    /** What the running server knows of those that change. */
    Contexts contexts() {
        Map<String, String> contexts = new TreeMap<>();
        try (PostgresConnection session = PostgresConnection.open(
                PostgresAddress.of(
                        instance.ports().database().number(),
                        instance.password().text()),
                CONNECT_LIMIT)) {
            session.execute(
                    Statement.of(
                            "SELECT lower(name), context FROM pg_settings WHERE lower(name) = ANY ($1::text[])",
                            "{" + String.join(",", changed()) + "}"),
                    new ResultReceiver() {
                        @Override
                        public void row(Row row) {
                            contexts.put(row.text(0), row.text(1));
                        }
                    });
        } catch (PostgresException e) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    instance.name() + " runs, and cannot be asked which settings take a restart: " + e.getMessage(),
                    e);
        }
        return new Contexts(
                changed().stream()
                        .filter(name -> AT_START.equals(contexts.get(name)))
                        .toList(),
                changed().stream().filter(name -> !contexts.containsKey(name)).toList());
    }

    /**
     * @param atStart names of those that only a start brings about
     * @param unknown names of those that it does not know
     */
    record Contexts(List<String> atStart, List<String> unknown) {}

    static String written(List<ServerSetting> settings) {
        return settings.stream().map(ServerSetting::toString).collect(Collectors.joining(" and "));
    }
}

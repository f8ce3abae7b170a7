package dev.jprisma.daemon;

import dev.jprisma.state.AlteredSettings;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ServerSetting;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings with which a server can keep no history: PostgreSQL then has no slots, or too little in its WAL. */
final class HistoryNeeds {
    private static final Map<String, ServerSetting> NONE = Map.of(
            "wal_level",
            new ServerSetting("wal_level", "minimal"),
            "max_replication_slots",
            new ServerSetting("max_replication_slots", "0"));

    private static final Map<String, String> ENOUGH = Map.of("wal_level", "replica", "max_replication_slots", "10");

    private HistoryNeeds() {}

    /** The one of these settings that keeps a server from it. */
    static Optional<ServerSetting> obstacle(List<ServerSetting> settings) {
        return settings.stream()
                .filter(setting -> NONE.containsKey(setting.name())
                        && NONE.get(setting.name()).value().equalsIgnoreCase(setting.value()))
                .findFirst();
    }

    /** A history is asked for where it cannot be. */
    static JprismaException none(InstanceName name, ServerSetting obstacle, AlteredSettings settings) {
        String change = settings.value(obstacle.name()).isPresent()
                ? "--reset " + obstacle.name()
                : "--set " + obstacle.name() + "=" + ENOUGH.get(obstacle.name());
        return new JprismaException(
                ErrorKind.INVALID,
                name + " can keep no history with " + obstacle + ". To change that: jprisma dev config " + name + " "
                        + change);
    }

    /** A setting is asked for that would end a history. */
    static JprismaException ended(InstanceName name, ServerSetting obstacle) {
        return new JprismaException(
                ErrorKind.INVALID,
                name + " keeps a history, which it cannot with " + obstacle
                        + ". To keep none any more: jprisma dev history " + name + " off");
    }
}

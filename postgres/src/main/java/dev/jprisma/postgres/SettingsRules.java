package dev.jprisma.postgres;

import dev.jprisma.state.AlteredSettings;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.RecordingSettings;
import dev.jprisma.state.ServerSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which settings are a user's to change, and which of an instance's count for the servers that are thrown away. */
public final class SettingsRules {
    /** In data directory and command line of every server. */
    private static final String WHERE_ITS_FILES_ARE = "its files are where jprisma looks for them";

    private static final String LOG = "jprisma dev logs reads what the server writes to its standard error";

    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry("port", "its port is in its URLs: jprisma dev -n NAME --db-port PORT"),
            Map.entry("listen_addresses", "everything listens on this machine's loopback addresses alone"),
            Map.entry("unix_socket_directories", "its socket is in its data directory, which nobody else can enter"),
            Map.entry("unix_socket_group", "its socket is nobody else's"),
            Map.entry("unix_socket_permissions", "its socket is nobody else's"),
            Map.entry("dynamic_shared_memory_type", "what it shares is in its data directory and goes with it"),
            Map.entry("data_directory", WHERE_ITS_FILES_ARE),
            Map.entry("config_file", WHERE_ITS_FILES_ARE),
            Map.entry("hba_file", WHERE_ITS_FILES_ARE),
            Map.entry("ident_file", WHERE_ITS_FILES_ARE),
            Map.entry("external_pid_file", WHERE_ITS_FILES_ARE),
            Map.entry("logging_collector", LOG),
            Map.entry("log_destination", LOG),
            Map.entry("extension_control_path", "jprisma extension add brings extensions for all instances"),
            Map.entry("dynamic_library_path", "jprisma extension add brings extensions for all instances"),
            Map.entry("allow_alter_system", "it would keep jprisma dev config out as well"));

    /** They name what belongs to one cluster, or wait for servers beside it. */
    private static final Set<String> OF_ONE_CLUSTER = Set.of(
            "restore_command",
            "archive_cleanup_command",
            "synchronous_standby_names",
            "hot_standby",
            "cluster_name",
            "default_transaction_read_only",
            "event_source");

    private static final List<String> OF_ONE_CLUSTER_PREFIXES = List.of("archive_", "ssl", "recovery_", "primary_");

    private SettingsRules() {}

    /** @throws JprismaException ({@link ErrorKind#INVALID}) with the reason, if jprisma sets it itself */
    public static void requireUsers(String name) {
        String reason = OURS.get(name);
        if (reason != null) {
            throw new JprismaException(ErrorKind.INVALID, name + " is not yours to set: " + reason);
        }
    }

    /**
     * The same for a server with one database of ours, which another would be refused for: pg_cron lives in the one
     * that it is told.
     */
    public static List<ServerSetting> forThrowAway(AlteredSettings settings, String database) {
        List<ServerSetting> all = new ArrayList<>(forThrowAway(settings));
        if (settings.value("shared_preload_libraries").orElse("").contains("pg_cron")) {
            all.add(new ServerSetting("cron.database_name", database));
        }
        return all;
    }

    /**
     * What of an instance's settings a server must have on which its migrations are tried, or its values. Not what only
     * makes sense for the cluster itself, nor what we set for each server.
     */
    public static List<ServerSetting> forThrowAway(AlteredSettings settings) {
        return RecordingSettings.takeFrom(settings).all().stream()
                .filter(setting -> !OURS.containsKey(setting.name())
                        && !OF_ONE_CLUSTER.contains(setting.name())
                        && OF_ONE_CLUSTER_PREFIXES.stream().noneMatch(setting.name()::startsWith))
                .toList();
    }
}

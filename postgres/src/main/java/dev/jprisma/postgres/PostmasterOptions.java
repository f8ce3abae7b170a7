package dev.jprisma.postgres;

import dev.jprisma.state.OperatingSystem;
import dev.jprisma.state.ServerSetting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a postmaster is to run.
 *
 * @param dataDirectory of its cluster
 * @param port on the loopback addresses
 * @param log where its output is appended
 * @param durable whether a commit waits for the disk; false for what is thrown away
 * @param password of its superuser
 * @param settings besides those of its cluster, which they go before; ours go before them
 */
public record PostmasterOptions(
        Path dataDirectory,
        int port,
        Path log,
        boolean durable,
        SuperuserPassword password,
        List<ServerSetting> settings) {

    public PostmasterOptions {
        settings = List.copyOf(settings);
    }

    /** With the settings of its cluster alone. */
    public PostmasterOptions(Path dataDirectory, int port, Path log, boolean durable, SuperuserPassword password) {
        this(dataDirectory, port, log, durable, password, List.of());
    }

    /** Arguments of {@code postgres}; what stands here goes before the cluster's configuration files. */
    List<String> arguments() {
        return arguments(OperatingSystem.here());
    }

    List<String> arguments(OperatingSystem system) {
        List<String> arguments = new ArrayList<>();
        settings.forEach(setting -> arguments.addAll(List.of("-c", setting.toString())));
        arguments.addAll(List.of(
                "-D",
                dataDirectory.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=" + LoopbackPort.listenAddresses(),
                // In the data directory, whatever its path is: nobody else can enter it. On Windows there are none.
                "-c",
                "unix_socket_directories=" + (system == OperatingSystem.WINDOWS ? "" : "."),
                // In the data directory, and gone with it: what a killed server has in /dev/shm nobody can tell.
                // Windows
                // has a kind of its own alone, which ends with the processes that have it.
                "-c",
                "dynamic_shared_memory_type=" + (system == OperatingSystem.WINDOWS ? "windows" : "mmap")));
        if (!durable) {
            ServerSettings.notDurable().forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        }
        return arguments;
    }
}

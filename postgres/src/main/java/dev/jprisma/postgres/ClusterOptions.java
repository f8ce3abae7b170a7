package dev.jprisma.postgres;

import dev.jprisma.state.Credentials;
import dev.jprisma.state.OperatingSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How {@code initdb} makes clusters, as far as each version can: UTF-8, scram-sha-256, checksums of pages, a locale
 * that sorts the same everywhere. From 17 on that is the built-in C.UTF-8, which needs nothing of the operating
 * system's; before, letters are the operating system's and the order is that of code points as well.
 *
 * @param arguments of {@code initdb}
 * @param configuration lines for {@code postgresql.conf} that {@code initdb} cannot be told
 */
record ClusterOptions(List<String> arguments, String configuration) {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    static ClusterOptions of(PostgresInstallation installation) {
        int major = installation.major();
        List<String> arguments =
                new ArrayList<>(List.of("--username=" + Credentials.USER, "--auth=scram-sha-256", "--encoding=UTF8"));
        if (major >= 17) {
            arguments.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"));
        } else {
            arguments.addAll(List.of("--locale=C", "--lc-ctype=" + letters()));
        }
        if (major < 18) {
            // Later ones do so anyway.
            arguments.add("--data-checksums");
        }
        arguments.addAll(List.of("--wal-segsize=1", "--no-instructions"));
        StringBuilder configuration = new StringBuilder();
        for (Map.Entry<String, String> setting :
                ServerSettings.ofTemplate(installation).entrySet()) {
            if (major >= 16) {
                arguments.add("--set=" + setting.getKey() + "=" + setting.getValue());
            } else {
                configuration
                        .append(setting.getKey())
                        .append(" = '")
                        .append(setting.getValue())
                        .append("'\n");
            }
        }
        return new ClusterOptions(arguments, configuration.toString());
    }

    /**
     * A locale of the operating system's whose letters are Unicode's. macOS has no C.UTF-8, and Windows none by that
     * name; of its own, any is taken for any encoding if that is UTF-8.
     */
    private static String letters() {
        return switch (OperatingSystem.here()) {
            case MACOS -> "en_US.UTF-8";
            case WINDOWS -> "en-US";
            default -> "C.UTF-8";
        };
    }

    /** Adds what {@code initdb} could not be told to a cluster that has not run yet. */
    void complete(Path cluster, Privileges privileges) throws IOException {
        if (configuration.isEmpty()) {
            return;
        }
        if (!privileges.isOtherUser()) {
            Files.writeString(cluster.resolve("postgresql.conf"), configuration, StandardOpenOption.APPEND);
            return;
        }
        List<String> append =
                List.of("tee", "-a", cluster.resolve("postgresql.conf").toString());
        Program.Result appended = Program.run(privileges.command(append), configuration, LIMIT);
        if (!appended.succeeded()) {
            throw new IOException("tee says: " + appended.output());
        }
    }

    /** What tells a template that was made with these from others. */
    @Override
    public String toString() {
        return String.join("\n", arguments) + configuration;
    }
}

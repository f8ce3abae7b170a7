package dev.jprisma.cli;

import dev.jprisma.state.control.StartInstance;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which PostgreSQL an instance is to have. */
final class PostgresOptions {
    @Option(
            names = "--postgres-version",
            paramLabel = "MAJOR",
            converter = MajorVersion.class,
            description =
                    "PostgreSQL of a new instance, 14 to 18; Maven fetches it, once, unless it is 18. Default: 18.")
    private Integer major;

    @Option(
            names = "--postgres-home",
            paramLabel = "DIR",
            description = "Run on a PostgreSQL of your own, such as /usr/lib/postgresql/17, with the extensions that it"
                    + " has. It is remembered; 'none' goes back to jprisma's.")
    private String home;

    /** The request, for what was named. */
    StartInstance applyTo(StartInstance request) {
        return request.on(major, home == null || home.equals(StartInstance.OUR_OWN) ? home : absolute(home));
    }

    private static String absolute(String folder) {
        return Path.of(folder).toAbsolutePath().normalize().toString();
    }
}

package dev.jprisma.cli;

import dev.jprisma.state.PostgresChoice;
import picocli.CommandLine.Option;

/** {@code --postgres-version}: which one is meant where there can be several. */
final class MajorOption {
    @Option(
            names = "--postgres-version",
            paramLabel = "MAJOR",
            converter = MajorVersion.class,
            description = "For which version of PostgreSQL. Default: 18.")
    private Integer major;

    int value() {
        return major == null ? PostgresChoice.NEWEST : major;
    }
}

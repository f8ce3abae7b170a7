package dev.jprisma.cli;

import dev.jprisma.state.SnapshotName;
import java.util.Optional;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** An instance and a snapshot of it. */
final class SnapshotArguments extends NameAndMore {
    @Parameters(index = "1", arity = "0..1", paramLabel = "SNAPSHOT", description = "The snapshot.")
    private String second;

    @Override
    String second() {
        return second;
    }

    Optional<SnapshotName> snapshot() {
        return more().map(SnapshotName::new);
    }

    /** @throws ParameterException if there is one besides that option */
    void refuseSnapshot(String option) {
        snapshot().ifPresent(named -> {
            throw invalid(named + " and " + option + " are both given: name a snapshot, or a moment");
        });
    }

    /** @throws ParameterException if there is none */
    SnapshotName requireSnapshot(Context context) {
        return snapshot()
                .orElseThrow(
                        () -> invalid("Missing required parameter: 'SNAPSHOT'. Those there are: jprisma dev snapshots "
                                + instance(context)));
    }
}

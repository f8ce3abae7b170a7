package dev.jprisma.cli;

import dev.jprisma.state.HistoryLength;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** An instance and the length of its history. */
final class HistoryArguments extends NameAndMore {
    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "LENGTH",
            description =
                    "How far back it reaches, such as 30m, 1h or 2d; 'off' keeps none, and deletes what was" + " kept.")
    private String second;

    @Override
    String second() {
        return second;
    }

    Optional<HistoryLength> length() {
        return more().map(HistoryLength::of);
    }
}

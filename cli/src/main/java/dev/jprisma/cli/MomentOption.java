package dev.jprisma.cli;

import java.time.Instant;
import java.time.ZonedDateTime;
import picocli.CommandLine.Option;

/** A moment of an instance's history. */
final class MomentOption {
    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "A moment of its history: '10 minutes ago', 18:43, '2026-11-27 18:43:55',"
                    + " 2026-11-27T17:43:55Z. All that was committed until then, and nothing later. jprisma dev history"
                    + " keeps one.")
    private String at;

    /** Null if none was named. */
    Instant instant() {
        return at == null ? null : Moment.parse(at, ZonedDateTime.now()).toInstant();
    }
}

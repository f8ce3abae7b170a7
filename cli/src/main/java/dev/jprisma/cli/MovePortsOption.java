package dev.jprisma.cli;

import picocli.CommandLine.Option;

/** That ports which stand in URLs already may move. */
final class MovePortsOption {
    @Option(
            names = "--move-ports",
            description = "Take free ports instead of those of before that are in use; the URLs change with them.")
    private boolean set;

    boolean isSet() {
        return set;
    }
}

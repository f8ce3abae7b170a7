package dev.jprisma.cli;

import picocli.CommandLine.Option;

/** {@code --json}, where something is listed or started. */
final class JsonOption {
    @Option(names = "--json", description = "Print JSON, for programs; URLs in it have their secrets.")
    private boolean json;

    boolean isSet() {
        return json;
    }
}

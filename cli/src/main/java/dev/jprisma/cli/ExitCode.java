package dev.jprisma.cli;

/** How the command ends. An interrupted one ends with 130, by the JVM's own hand. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    /** What was to be run is there, and is no program, as shells say it. */
    static final int NOT_EXECUTABLE = 126;

    /** There is no program of the name that was given, as shells say it. */
    static final int NO_PROGRAM = 127;

    private ExitCode() {}
}

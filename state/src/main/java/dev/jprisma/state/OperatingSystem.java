package dev.jprisma.state;

import java.io.File;
import java.util.Locale;

/** The operating systems that differ for us. */
public enum OperatingSystem {
    LINUX,
    MACOS,
    WINDOWS,
    /** Another Unix: what POSIX has can be relied on. */
    OTHER;

    private static final OperatingSystem HERE = named(System.getProperty("os.name"));

    /** The one that this JVM runs on. */
    public static OperatingSystem here() {
        return HERE;
    }

    /** @param name as Java has it in {@code os.name} */
    static OperatingSystem named(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        if (lowerCase.equals("linux")) {
            return LINUX;
        } else if (lowerCase.startsWith("mac")) {
            return MACOS;
        } else {
            return lowerCase.startsWith("windows") ? WINDOWS : OTHER;
        }
    }

    /** What is empty to read, and takes whatever is written. */
    public File nullDevice() {
        return new File(this == WINDOWS ? "NUL" : "/dev/null");
    }

    /** The file name of a program that was compiled, such as {@code postgres.exe}. */
    public String programFile(String program) {
        return this == WINDOWS ? program + ".exe" : program;
    }
}

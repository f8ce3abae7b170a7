package dev.jprisma.client;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** The programs that can be run by their names. */
public final class ProgramPath {
    private ProgramPath() {}

    /** Whether a shell would find this program: on the PATH, or, if it has a slash, by its path. */
    public static boolean has(String program) {
        if (program.contains("/")) {
            return isProgram(Path.of(program));
        }
        String path = System.getenv("PATH");
        if (path == null || program.isEmpty()) {
            return false;
        }
        for (String folder : path.split(File.pathSeparator)) {
            if (!folder.isEmpty() && isProgram(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isProgram(Path file) {
        return Files.isExecutable(file) && !Files.isDirectory(file);
    }
}

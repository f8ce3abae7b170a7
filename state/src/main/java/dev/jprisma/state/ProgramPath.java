package dev.jprisma.state;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The programs that can be run by their names, as a shell of the operating system finds them. */
public final class ProgramPath {
    /** Where {@code PATHEXT} is not set, as Windows documents it; scripts that need another program are left out. */
    private static final String WINDOWS_ENDINGS = ".COM;.EXE;.BAT;.CMD";

    private ProgramPath() {}

    /** Whether there is such a program: on the PATH, or, if there is a slash in it, by its path. */
    public static boolean has(String program) {
        return find(program).isPresent();
    }

    /** Its file. On Windows a name without an ending may be that of several: {@code npm} is {@code npm.cmd}. */
    public static Optional<Path> find(String program) {
        return find(program, OperatingSystem.here(), System::getenv);
    }

    /**
     * What to start it by: its name, as the system looks for it, except on Windows, which tries {@code .exe} alone when
     * it is no shell that starts it.
     */
    public static String toStart(String program) {
        return OperatingSystem.here() == OperatingSystem.WINDOWS
                ? find(program).map(Path::toString).orElse(program)
                : program;
    }

    static Optional<Path> find(String program, OperatingSystem system, UnaryOperator<String> environment) {
        String path = environment.apply("PATH");
        boolean isPath = program.contains("/") || system == OperatingSystem.WINDOWS && program.contains("\\");
        String[] folders = isPath ? new String[] {"."} : path == null ? new String[0] : path.split(File.pathSeparator);
        if (program.isEmpty()) {
            return Optional.empty();
        }
        for (String folder : folders) {
            for (String ending : endingsFor(program, system, environment)) {
                Optional<Path> found =
                        folder.isEmpty() ? Optional.empty() : programIn(isPath ? "" : folder, program + ending);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> endingsFor(String program, OperatingSystem system, UnaryOperator<String> environment) {
        if (system != OperatingSystem.WINDOWS) {
            return List.of("");
        }
        String set = environment.apply("PATHEXT");
        List<String> endings = List.of((set == null || set.isBlank() ? WINDOWS_ENDINGS : set).split(";"));
        boolean has = endings.stream()
                .anyMatch(ending ->
                        program.regionMatches(true, program.length() - ending.length(), ending, 0, ending.length()));
        return has ? List.of("") : endings;
    }

    private static Optional<Path> programIn(String folder, String name) {
        try {
            Path file = Path.of(folder, name);
            return Files.isExecutable(file) && !Files.isDirectory(file) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException noFolder) {
            return Optional.empty();
        }
    }
}

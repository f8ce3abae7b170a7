package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
@Tag("fast")
class ProgramPathTest {
    @TempDir
    Path first;

    @TempDir
    Path second;

    @Test
    void isTheFirstOnThePathThatMayBeRun() throws IOException {
        Files.createFile(first.resolve("tool"));
        program(second.resolve("tool"));

        assertThat(find("tool", OperatingSystem.LINUX)).contains(second.resolve("tool"));
        assertThat(find("tool.cmd", OperatingSystem.LINUX)).isEmpty();
        assertThat(find(second + "/tool", OperatingSystem.LINUX)).contains(second.resolve("tool"));
        assertThat(find("", OperatingSystem.LINUX)).isEmpty();
    }

    @Test
    void onWindowsANameHasTheEndingsOfPathext() throws IOException {
        program(first.resolve("npm"));
        program(first.resolve("npm.CMD"));
        program(second.resolve("psql.EXE"));

        assertThat(find("npm", OperatingSystem.WINDOWS)).contains(first.resolve("npm.CMD"));
        assertThat(find("psql", OperatingSystem.WINDOWS)).contains(second.resolve("psql.EXE"));
        assertThat(find("psql.EXE", OperatingSystem.WINDOWS)).contains(second.resolve("psql.EXE"));
        assertThat(find("pg_dump", OperatingSystem.WINDOWS)).isEmpty();
    }

    private Optional<Path> find(String program, OperatingSystem system) {
        Map<String, String> environment =
                Map.of("PATH", first + File.pathSeparator + second, "PATHEXT", ".COM;.EXE;.BAT;.CMD;.VBS");
        return ProgramPath.find(program, system, environment::get);
    }

    private static void program(Path file) throws IOException {
        assertThat(Files.createFile(file).toFile().setExecutable(true)).isTrue();
    }
}

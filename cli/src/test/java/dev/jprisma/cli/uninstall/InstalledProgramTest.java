package dev.jprisma.cli.uninstall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class InstalledProgramTest {
    @TempDir
    private Path folder;

    @Test
    void isToldByWhereItIs() throws IOException {
        Path archive = Files.createDirectories(folder.resolve("opt/lib/jprisma"));
        assertThat(InstalledProgram.at(archive)).isEqualTo(InstalledProgram.UNKNOWN);
        Files.createFile(Files.createDirectories(folder.resolve("opt/bin")).resolve("jprisma"));

        assertThat(removal(archive))
                .startsWith("The program was unpacked there: rm -rf '" + folder + "/opt'/lib/jprisma '")
                .contains("/opt'/bin/jprisma ");
        assertThat(removal(Path.of("/usr/lib/jprisma"))).endsWith("sudo apt-get remove jprisma");
        assertThat(removal(folder.resolve("clone/.product/20261128-1")))
                .endsWith("rm -rf '" + folder.resolve("clone") + "'");
        assertThat(removal(Path.of("/usr/local/lib/node_modules/@jprisma/linux-x64/lib/jprisma")))
                .endsWith("npm uninstall --global jprisma");
        Files.createFile(Files.createDirectories(folder.resolve("shop")).resolve("package.json"));
        assertThat(removal(folder.resolve("shop/node_modules/@jprisma/linux-x64/lib/jprisma")))
                .endsWith("npm --prefix '" + folder.resolve("shop") + "' uninstall jprisma");
        assertThat(removal(null)).isEqualTo("The program stays where it is");
    }

    private static String removal(Path distribution) {
        return InstalledProgram.at(distribution).removal(distribution);
    }
}

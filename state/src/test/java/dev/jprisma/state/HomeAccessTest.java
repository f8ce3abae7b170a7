package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeAccessTest {
    @TempDir
    Path folder;

    @Test
    void aHomeThatOthersMayWriteIsRefusedWithWhatToType() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> JprismaHome.at(home).create())
                .hasMessageContaining("can be written by others: chmod go-w '" + home + "'");
    }

    @Test
    void aHomeOfAnotherUsersIsRefusedByName() throws IOException {
        Path home = givenToNobody(Files.createDirectory(folder.resolve("home")));

        assertThatThrownBy(() -> JprismaHome.at(home).requireOurs())
                .hasMessageContaining("belongs to user nobody")
                .hasMessageContaining("sudo -u nobody -H jprisma");
    }

    @Test
    void rootMakesNoHomeInAFolderOfAnotherUsers() throws IOException {
        Path home =
                givenToNobody(Files.createDirectory(folder.resolve("nobody"))).resolve(".jprisma");

        assertThatThrownBy(() -> JprismaHome.at(home).create()).hasMessageContaining("belongs to user nobody");
    }

    private static Path givenToNobody(Path folder) throws IOException {
        assumeTrue(FileOwnership.areRoot(), "Only root can give a folder to somebody else");
        Files.setOwner(
                folder, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        return folder;
    }
}

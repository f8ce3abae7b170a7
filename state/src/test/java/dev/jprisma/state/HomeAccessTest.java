package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;
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

    @Test
    void aHomeThatCannotBeWrittenIsReadAndNotUsed() throws Exception {
        JprismaHome home = JprismaHome.at(Files.createDirectory(folder.resolve("home")));
        assumeTrue(
                !FileOwnership.areRoot() || succeeds("mount", "-t", "tmpfs", "-o", "mode=700", "test", home.toString()),
                "Root may write everywhere and can mount nothing here: a home that cannot be written was NOT tested");
        try {
            home.create();
            new Registry(home).save(Instances.named("a"));
            assertThat(succeeds("chmod", "500", home.toString())).isTrue();
            assumeTrue(
                    !FileOwnership.areRoot() || succeeds("mount", "-o", "remount,ro", home.toString()),
                    "It cannot be mounted anew: a home that cannot be written was NOT tested");

            assertThatThrownBy(home::create).hasMessageContainingAll(home + " cannot be written", "JPRISMA_HOME");
            assertThat(new Registry(home).list()).hasSize(1);
        } finally {
            succeeds(FileOwnership.areRoot() ? "umount" : "true", home.toString());
            succeeds("chmod", "700", home.toString());
        }
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private static Path givenToNobody(Path folder) throws IOException {
        assumeTrue(FileOwnership.areRoot(), "Only root can give a folder to somebody else: that home was NOT tested");
        Files.setOwner(
                folder, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        return folder;
    }
}

package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFilesTest {
    @TempDir
    Path folder;

    private JprismaHome home;
    private ServerFiles files;

    @BeforeEach
    void areOutsideOfRootsHome() {
        assumeTrue(FileOwnership.areRoot(), "Only root has them outside");
        home = JprismaHome.at(folder.resolve("home"));
        home.create();
        files = ServerFiles.outsideOf(home, folder.resolve("server"));
    }

    @Test
    void stayWithAHomeThatIsMoved() throws IOException {
        Files.move(home.root(), folder.resolve("moved"));
        JprismaHome moved = JprismaHome.at(folder.resolve("moved"));

        assertThat(ServerFiles.outsideOf(moved, folder.resolve("server")).root())
                .isEqualTo(files.root());
        assertThat(ServerFiles.of(moved).root()).isEqualTo(files.root());
    }

    @Test
    void areTheOriginalsAndNotItsCopys() throws IOException {
        JprismaHome copy = JprismaHome.at(folder.resolve("copy"));
        copy.create();
        Files.copy(home.root().resolve("server-files"), copy.root().resolve("server-files"));

        assertThat(ServerFiles.of(copy).root()).isEqualTo(copy.root());
        ServerFiles own = ServerFiles.outsideOf(copy, folder.resolve("server"));
        assertThat(own.root()).isNotEqualTo(files.root());
        assertThat(own.original()).contains(home.root());
    }

    @Test
    void ofAHomeThatIsGoneAreAnOrphanUnlessTheyHoldData() throws IOException {
        JprismaHome other = JprismaHome.at(folder.resolve("other"));
        other.create();
        ServerFiles others = ServerFiles.outsideOf(other, folder.resolve("server"));
        assertThat(files.orphans()).isEmpty();

        Files.move(other.root(), folder.resolve("elsewhere"));

        assertThat(files.orphans()).containsExactly(others.root());
        Files.createDirectories(others.newDataDirectory(new InstanceName("shop")));
        assertThat(files.orphans()).isEmpty();
    }
}

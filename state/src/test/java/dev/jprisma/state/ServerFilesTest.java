package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ServerFilesTest {
    @SuppressWarnings("unused")
    private static final String[] SOMETHING_ELSE = DamagedFiles.SOMETHING_ELSE;

    @TempDir
    Path folder;

    private JprismaHome home;
    private ServerFiles files;

    @BeforeEach
    void areOutsideOfRootsHome() {
        assumeTrue(FileOwnership.areRoot(), "Only root has them outside: they were NOT tested");
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
    void areTheSameOrNoneWhateverBecomesOfTheFileThatNamesThem() throws IOException {
        Path pointer = home.root().resolve("server-files");
        DamagedFiles.cutAtEveryLength(pointer, this::assertRefusedOrTheSame);
        DamagedFiles.withABitOfAnyByteFlipped(pointer, this::assertRefused);
    }

    @ParameterizedTest
    @FieldSource("SOMETHING_ELSE")
    void areNoneIfSomethingElseIsInPlaceOfThatFile(String change) throws Exception {
        Path pointer = home.root().resolve("server-files");
        DamagedFiles.replace(pointer, change);

        if (Files.exists(pointer)) {
            assertRefused();
        }
    }

    /** The first line alone is what versions before this wrote. */
    private void assertRefusedOrTheSame() throws IOException {
        if (Files.readString(home.root().resolve("server-files")).equals(files.root() + "\n")) {
            assertThat(ServerFiles.of(home).root()).isEqualTo(files.root());
        } else {
            assertRefused();
        }
    }

    private void assertRefused() {
        assertThatThrownBy(() -> ServerFiles.of(home))
                .isInstanceOf(JprismaException.class)
                .hasMessageContaining(home.root().resolve("server-files").toString())
                .hasMessageContaining("write that folder's path");
    }

    @Test
    void ofNobodyKnowsWhomAreRefusedUntilAPersonDecides() throws IOException {
        Path owner = files.root().resolve("home");
        Files.writeString(owner, "(dev=1,");

        assertThatThrownBy(() -> ServerFiles.of(home)).hasMessageContaining(owner + " is damaged");

        Files.delete(owner);
        assertThat(ServerFiles.of(home).root()).isEqualTo(files.root());
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

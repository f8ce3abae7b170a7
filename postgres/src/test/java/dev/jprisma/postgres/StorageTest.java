package dev.jprisma.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.MemoryStorage;
import dev.jprisma.state.ServerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where throw-away data goes, in the system's shared memory. */
class StorageTest {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final InstanceName NAME = new InstanceName("thrown-away");

    @TempDir
    Path folder;

    private Storage storage;
    private Path inMemory;

    @BeforeEach
    void needsSharedMemory() {
        assumeTrue(Files.isWritable(MEMORY), "There is no " + MEMORY + " here: clusters in memory were NOT tested");
        storage = withRoom("home", 0);
        inMemory = storage.throwAway(onDisk(storage));
    }

    @AfterEach
    void deletes() throws IOException {
        if (inMemory != null) {
            FileTrees.delete(inMemory);
        }
    }

    private Storage withRoom(String home, long bytesNeeded) {
        JprismaHome made = JprismaHome.at(folder.resolve(home));
        made.create();
        return new Storage(made, Privileges.OURS, ServerFiles.of(made), new MemoryStorage(MEMORY, bytesNeeded));
    }

    private static Path onDisk(Storage storage) {
        return storage.testing().resolve("servers");
    }

    @Test
    void isMemoryOnlyForItsOwner() throws IOException {
        assertThat(inMemory.getParent()).isEqualTo(MEMORY);

        storage.createDirectory(inMemory);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inMemory)))
                .isEqualTo("rwx------");
        assertThat(storage.throwAway(onDisk(storage))).isEqualTo(inMemory);
    }

    @Test
    void isTheDiskWhereMemoryHasNoRoom() {
        Storage full = withRoom("home", Long.MAX_VALUE);

        assertThat(full.throwAway(onDisk(full))).isEqualTo(onDisk(full));
        assertThat(full.throwAwayPlaces(onDisk(full))).containsExactly(inMemory, onDisk(full));
        assertThat(full.newDataDirectory(NAME, true)).isEqualTo("data");
    }

    @Test
    void isAnotherPlaceForEveryHomeAndInstance() {
        Storage other = withRoom("other", 0);

        assertThat(other.throwAway(onDisk(other))).isNotEqualTo(inMemory);
        assertThat(storage.newDataDirectory(NAME, true))
                .isNotEqualTo(other.newDataDirectory(NAME, true))
                .isNotEqualTo(storage.newDataDirectory(new InstanceName("another"), true));
    }

    @Test
    void isTheSamePlaceForAHomeThatWasDeletedAndMadeAnew() throws IOException {
        FileTrees.delete(folder.resolve("home"));
        Storage again = withRoom("home", 0);

        assertThat(again.throwAway(onDisk(again))).isEqualTo(inMemory);
    }

    @Test
    void isTheDiskForWhatIsNotThrownAway() {
        assertThat(storage.newDataDirectory(NAME, false)).isEqualTo("data");
    }

    @Test
    void isTheDiskWhereSomebodyElseTookThePlace() throws IOException {
        assumeTrue(
                System.getProperty("user.name").equals("root"),
                "Only root can give a folder to somebody else: that such a one is not used was NOT tested");
        Files.createDirectory(inMemory);
        Files.setOwner(
                inMemory,
                inMemory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));

        assertThat(storage.throwAway(onDisk(storage))).isEqualTo(onDisk(storage));
        assertThatThrownBy(() -> storage.createDirectory(inMemory)).hasMessageContaining("belongs to somebody else");
    }

    @Test
    void whatCouldNotBeDeletedBeforeIsDeletedWithTheNext() throws IOException {
        Path left = Files.createDirectories(storage.trash().resolve("left"));
        Files.writeString(left.resolve("file"), "of a deletion that failed");

        storage.discard(folder.resolve("home/instances/never-was"));

        assertThat(left).doesNotExist();
    }

    @Test
    void whatCannotBeDeletedIsGoneAllTheSameAndTriedAgainLater() throws Exception {
        Path data = Files.createDirectories(folder.resolve("home/instances/shop"));
        Path stubborn = Files.writeString(data.resolve("file"), "");
        assumeTrue(changed("+i", stubborn), "Only root can make a file immutable: a failed deletion was NOT tested");
        List<String> later = new ArrayList<>();
        storage.whenTrashIsLeft(() -> later.add("again"));
        try {
            storage.discard(data);
            assertThat(data).doesNotExist();
            assertThat(later).containsExactly("again");
        } finally {
            try (Stream<Path> left = Files.walk(storage.trash())) {
                for (Path file : left.filter(Files::isRegularFile).toList()) {
                    assertThat(changed("-i", file)).isTrue();
                }
            }
        }

        storage.emptyTrash();
        assertThat(storage.trash()).isEmptyDirectory();
    }

    private static boolean changed(String change, Path file) throws Exception {
        try {
            return new ProcessBuilder("chattr", change, file.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    @Test
    void isEmptiedWithItsInstance() throws IOException {
        Path data = Path.of(storage.newDataDirectory(NAME, true));
        Files.writeString(storage.createDirectory(data).resolve("PG_VERSION"), "18\n");
        assertThat(storage.findDataDirectory(NAME)).isEqualTo(data);

        storage.discardInstance(NAME);

        assertThat(data.getParent()).doesNotExist();
    }
}

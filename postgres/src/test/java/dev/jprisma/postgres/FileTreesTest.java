package dev.jprisma.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jprisma.state.FileOwnership;
import dev.jprisma.state.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class FileTreesTest {
    private static final int ROUNDS = 3;
    private static final int FILES = 200;
    private static final int LIMIT_SECONDS = 60;

    @TempDir
    Path folder;

    @Test
    void whatIsAnotherUsersIsDeletedAsThatUser() throws IOException {
        assumeTrue(
                FileOwnership.areRoot(),
                "Only root has folders of another user's: deleting what is in them was NOT tested");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Path parent = folder.resolve("parent");
        SharedFolder.create(parent);
        Path cluster = Files.createDirectory(parent.resolve("data"));
        Path ofRoot = Files.createDirectory(cluster.resolve("of root"));
        Path inside = Files.writeString(ofRoot.resolve("file"), "root's");
        Privileges.here().own(cluster);

        // That user can delete neither what is root's nor anything a link leads to: so it was not root who tried.
        assertThat(deleted(parent)).isFalse();
        assertThat(inside).exists();

        Privileges.here().own(ofRoot);
        assertThat(deleted(parent)).isTrue();
        assertThat(parent).doesNotExist();
    }

    @Test
    void twoDeleteTheSameAtOnceAndNeitherFails() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        for (int round = 0; round < ROUNDS; round++) {
            Path tree = folder.resolve("tree");
            SharedFolder.create(tree);
            for (int i = 0; i < 3; i++) {
                Path cluster = Files.createDirectory(tree.resolve("cluster" + i));
                Privileges.here().own(cluster);
                for (int file = 0; file < FILES; file++) {
                    Privileges.here().own(Files.writeString(cluster.resolve("file" + file), ""));
                }
            }

            var other = CompletableFuture.supplyAsync(() -> deleted(tree));

            assertThat(deleted(tree)).isTrue();
            assertThat(other.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(tree).doesNotExist();
        }
    }

    private static boolean deleted(Path tree) {
        try {
            FileTrees.delete(tree);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}

package dev.jprisma.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jprisma.state.FileOwnership;
import dev.jprisma.state.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreesTest {
    @TempDir
    Path folder;

    @Test
    void whatIsAnotherUsersIsDeletedAsThatUser() throws IOException {
        assumeTrue(FileOwnership.areRoot(), "Only root has folders of another user's");
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

    private static boolean deleted(Path tree) {
        try {
            FileTrees.delete(tree);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}

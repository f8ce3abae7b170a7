package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By folders whose lists are those that a file system would show that folds case. */
@Tag("fast")
class FoldedNameTest {
    @TempDir
    Path folder;

    @Test
    void isUsedIfTheFolderIsListedByTheOtherNameAlone() throws IOException {
        Files.createDirectory(folder.resolve("shop"));

        assertThat(FoldedName.isUsed("Shop", "shop", folder.resolve("Shop"))).isTrue();
        assertThat(FoldedName.isUsed("shop", "shop", folder.resolve("shop"))).isFalse();
        assertThat(FoldedName.isUsed("shop", "other", folder.resolve("shop"))).isFalse();
    }

    @Test
    void aRecordThatWasCopiedToAFolderOfItsOwnIsNone() throws IOException {
        Files.createDirectory(folder.resolve("Shop"));

        assertThat(FoldedName.isUsed("Shop", "shop", folder.resolve("Shop"))).isFalse();
    }
}

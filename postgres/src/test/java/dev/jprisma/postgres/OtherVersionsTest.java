package dev.jprisma.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.PostgresChoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL that is not packed: what Maven brings, or is in the way of that. */
class OtherVersionsTest {
    private static final PinnedBinaries WANTED = PinnedBinaries.of(17, Platform.here());

    @TempDir
    Path folder;

    private Storage storage;
    private Installations installations;

    @BeforeEach
    void openHome() {
        JprismaHome home = JprismaHome.at(folder.resolve("home"));
        home.create();
        storage = Storage.of(home);
        installations = new Installations(storage);
    }

    @AfterEach
    void deleteServerFiles() throws IOException {
        FileTrees.delete(storage.installations().getParent());
    }

    @Test
    void areFetchedOnceAndThenNeverAgain() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();

        ClusterFactory.prepare(storage, PostgresChoice.of(17), first::add);
        ClusterFactory again = ClusterFactory.prepare(storage, PostgresChoice.of(17), second::add);

        assertThat(first).anyMatch(message -> message.startsWith("Unpacking PostgreSQL 17."));
        assertThat(second).isEmpty();
        assertThat(again.installation().version()).isEqualTo(WANTED.postgresVersion());
    }

    @Test
    void areNotThereWithoutTheNetwork() {
        List<String> offline = List.of("mvn", "-o", "-Dmaven.repo.local=" + folder.resolve("empty"));

        assertThatThrownBy(() -> add(folder.resolve("empty"), offline))
                .hasMessageContaining("Maven, which should fetch it, says: ")
                .hasMessageContaining("Once that works: jprisma postgres add 17")
                .hasMessageContaining(WANTED.jarName());
        assertThat(storage.installations()).isEmptyDirectory();
    }

    @Test
    void areNotThereWithoutMaven() {
        assertThatThrownBy(() -> add(folder.resolve("empty"), List.of("no-such-maven")))
                .hasMessageContaining("is not on the PATH (no-such-maven)")
                .hasMessageContaining("jprisma daemon stop")
                .hasMessageContaining("--postgres-home DIR");
    }

    @Test
    void areRefusedBeforeAnythingIsUnpackedIfTheyAreOthers() throws IOException {
        Path jar = folder.resolve("repository/io/zonky/test/postgres")
                .resolve(WANTED.platform().artifact())
                .resolve(WANTED.artifactVersion())
                .resolve(WANTED.jarName());
        Files.createDirectories(jar.getParent());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry(WANTED.platform().archive()));
            zip.write("something else".getBytes(StandardCharsets.UTF_8));
        }

        assertThatThrownBy(() -> add(folder.resolve("repository"), List.of("mvn")))
                .hasMessageContaining("SHA-256")
                .hasMessageContaining(WANTED.sha256())
                .hasMessageContaining(jar.toString());
        assertThat(storage.installations()).isEmptyDirectory();
    }

    private PostgresInstallation add(Path localRepository, List<String> maven) {
        return installations.add(new BinariesSource(WANTED, localRepository, maven), message -> {});
    }
}

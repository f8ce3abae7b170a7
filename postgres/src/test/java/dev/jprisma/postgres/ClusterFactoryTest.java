package dev.jprisma.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFactoryTest {
    @TempDir
    Path folder;

    private Storage newStorage() {
        JprismaHome home = JprismaHome.at(folder.resolve("home"));
        home.create();
        return Storage.of(home);
    }

    private static void delete(Storage storage) throws IOException {
        FileTrees.delete(storage.installations().getParent());
    }

    @Test
    void unpacksAndInitialisesOnceAndThenNeverAgain() throws IOException {
        Storage storage = newStorage();
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();

        ClusterFactory.prepare(storage, first::add);
        ClusterFactory.prepare(storage, second::add);

        assertThat(first).hasSize(2).first().asString().startsWith("Unpacking PostgreSQL");
        assertThat(second).isEmpty();
        delete(storage);
    }

    @Test
    void whatAKilledUnpackingLeftIsReplaced() throws IOException {
        Storage storage = newStorage();
        Path half =
                storage.installations().resolve(PostgresArchive.ofThisPlatform().contentId());
        storage.createDirectory(half.resolve("bin"));
        // The pid of a maker that has ended: none is that large.
        storage.createDirectory(storage.installations().resolve("unfinished-999999999-x/bin"));
        storage.createDirectory(storage.templates().resolve("unfinished-999999999-x/base"));

        ClusterFactory factory = ClusterFactory.prepare(storage, message -> {});

        assertThat(factory.installation().version()).startsWith("18.");
        assertThat(filesIn(storage.installations())).hasSize(1);
        assertThat(filesIn(storage.templates())).hasSize(1);
        delete(storage);
    }

    @Test
    void copiesUnderWayOfAKilledProcessGoThoughAnotherHasItsPidNow() throws IOException {
        ClusterFactory factory = TestClusters.factory();
        Path spares = factory.storage().spares();
        Path ofThisProcess = Unfinished.in(spares).path();
        String ofOneBefore = ofThisProcess.getFileName().toString().replaceFirst("-[0-9a-f]{12}-", "-0123456789ab-");
        List<Path> abandoned = List.of(
                spares.resolve(ofOneBefore),
                spares.resolve(factory.templateId()).resolve(ofOneBefore),
                spares.resolve("of another template").resolve(ofOneBefore));
        Files.createDirectories(ofThisProcess);
        for (Path copy : abandoned) {
            Files.createDirectories(copy.resolve("base"));
        }

        ClusterFactory.prepare(factory.storage(), message -> {});

        assertThat(abandoned).noneMatch(Files::exists);
        assertThat(ofThisProcess).exists();
    }

    @Test
    void aSpareThatIsNotOnTheDiskIsNone() throws IOException {
        Path missing = TestClusters.newDataDirectory();

        assertThatThrownBy(() -> TestClusters.factory().sync(missing)).hasMessageContaining(missing.toString());
    }

    @Test
    void aTemplateThatIsNotWholeIsMadeAnew() throws IOException {
        JprismaHome home = JprismaHome.at(folder.resolve("home"));
        home.create();
        ClusterFactory.prepare(Storage.of(home), message -> {});
        Path templates = Storage.of(home).templates();
        Path template = templates.resolve(filesIn(templates).get(0));
        Files.delete(template.resolve("password"));

        ClusterFactory.prepare(Storage.of(home), message -> {});

        assertThat(template.resolve("password")).isNotEmptyFile();
        assertThat(filesIn(templates)).hasSize(1);

        String password =
                ClusterFactory.prepare(Storage.of(home), message -> {}).firstPassword();
        Files.writeString(template.resolve("password"), password.substring(1));

        assertThat(ClusterFactory.prepare(Storage.of(home), message -> {}).firstPassword())
                .hasSameSizeAs(password)
                .isNotEqualTo(password);
    }

    @Test
    void anInstallationWhoseVersionIsDamagedIsUnpackedAnew() throws IOException {
        Storage storage = newStorage();
        PostgresInstallation first = new Installations(storage).packed(message -> {});
        Path version = storage.installations().resolve(first.contentId()).resolve("jprisma-version");
        Files.writeString(version, Files.readString(version).replace('1', '9'));

        assertThat(new Installations(storage).packed(message -> {}).version()).isEqualTo(first.version());
        delete(storage);
    }

    @Test
    void theSpareBecomesTheNextCluster() throws IOException {
        ClusterFactory factory = TestClusters.factory();
        factory.prepareSpare();
        factory.prepareSpare();
        Path first = TestClusters.newDataDirectory();
        Path second = TestClusters.newDataDirectory();

        factory.create(first);
        factory.create(second);

        assertThat(first.resolve("PG_VERSION")).exists();
        assertThat(second.resolve("PG_VERSION")).exists();
        assertThat(filesIn(first)).containsExactlyElementsOf(filesIn(second));
    }

    @Test
    void neverWritesOverACluster() {
        Path data = TestClusters.newDataDirectory();
        TestClusters.factory().create(data);

        assertThatThrownBy(() -> TestClusters.factory().create(data)).hasMessageContaining("is there already");
    }

    @Test
    void aDiscardedFolderIsGone() throws IOException {
        Path data = TestClusters.newDataDirectory();
        TestClusters.factory().create(data);

        TestClusters.factory().storage().discard(data);

        assertThat(data).doesNotExist();
        assertThat(filesIn(TestClusters.factory().storage().trash())).isEmpty();
    }

    @Test
    void aFolderIsDiscardedThoughThereIsNoRoomForTheTrash() throws IOException {
        JprismaHome home = JprismaHome.at(folder.resolve("home"));
        home.create();
        Storage storage = Storage.of(home);
        // Nothing can be put into a file, as nothing can into a folder on a full disk.
        Files.writeString(home.root().resolve("trash"), "");
        Path instance = Files.createDirectories(home.instances().resolve("a/data/base"))
                .getParent()
                .getParent();
        Files.writeString(instance.resolve("instance.json"), "{}");

        storage.discard(instance);

        assertThat(instance).doesNotExist();
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}

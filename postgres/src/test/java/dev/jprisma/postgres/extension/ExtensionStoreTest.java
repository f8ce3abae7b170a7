package dev.jprisma.postgres.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.PostgresAddress;
import dev.jprisma.postgres.Postmaster;
import dev.jprisma.postgres.PostmasterOptions;
import dev.jprisma.postgres.SettingsFile;
import dev.jprisma.postgres.Storage;
import dev.jprisma.postgres.SuperuserRepair;
import dev.jprisma.postgres.TestClusters;
import dev.jprisma.postgres.ThrowAwayServer;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.state.AlteredSettings;
import dev.jprisma.state.ExtensionFolder;
import dev.jprisma.state.FileOwnership;
import dev.jprisma.state.InstalledExtension;
import dev.jprisma.state.PostgresChoice;
import dev.jprisma.state.ServerSetting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is added works on servers that run already; what does not work is not added. */
class ExtensionStoreTest {
    private static final ExtensionStore STORE = new ExtensionStore(TestClusters.factory());
    private static final ExtensionFolder FOLDER =
            TestClusters.factory().storage().extensions(18);

    private static PostmasterOptions options;
    private static Postmaster server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        options = TestClusters.newServer();
        server = Postmaster.start(TestClusters.factory().installation(), options);
    }

    @AfterAll
    static void stop() {
        server.stopImmediately();
    }

    @AfterEach
    void removeAll() throws IOException {
        ask("DROP EXTENSION IF EXISTS sample");
        FOLDER.installed().forEach(STORE::remove);
        assertThat(filesIn(FOLDER.path())).isEmpty();
        assertThat(filesIn(TestClusters.factory().storage().extensionWorkshop()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample", "sample.deb", "sample.tar.gz", "sample.zip"})
    void comesFromAFolderAPackageOrAnArchiveAndIsThereAtOnce(String form) throws IOException {
        Path source = SampleExtension.packed(SampleExtension.ofSql("sample", "1.2"), folder.resolve(form));

        InstalledExtension added = add(source);

        assertThat(added.version()).isEqualTo("1.2");
        assertThat(added.comment()).isEqualTo("a sample's comment");
        assertThat(added.preload()).isEmpty();
        assertThat(added.files()).containsExactly("share/extension/sample--1.2.sql", "share/extension/sample.control");
        assertThat(FOLDER.installed()).containsExactly(added);
        assertThat(ask("CREATE EXTENSION sample; SELECT sample_version()")).isEqualTo("1.2");
        assertThat(ask("SELECT count(*) FROM pg_available_extensions WHERE name = 'sample'"))
                .isEqualTo("1");
    }

    @Test
    void anotherVersionTakesItsPlace() throws IOException {
        add(SampleExtension.packed(SampleExtension.ofSql("sample", "1.0"), folder.resolve("one")));
        add(SampleExtension.packed(SampleExtension.ofSql("sample", "2.0"), folder.resolve("two")));

        assertThat(ask("CREATE EXTENSION sample; SELECT sample_version()")).isEqualTo("2.0");
        assertThat(filesIn(FOLDER.path())).noneMatch(file -> file.endsWith("sample--1.0.sql"));
    }

    @Test
    void aLibraryIsLoadedOnlyIfItIsForThisVersionAndMachine() throws IOException {
        Map<String, byte[]> good = SampleExtension.ofC("sample", folder, "MAJOR=1800");
        Map<String, byte[]> former = SampleExtension.ofC("sample", folder, "MAJOR=1700");
        Map<String, byte[]> foreign = new LinkedHashMap<>(good);
        byte[] library = good.get("lib/sample.so").clone();
        library[18] = 0x15;
        library[19] = 0;
        foreign.put("lib/sample.so", library);
        Map<String, byte[]> without = new LinkedHashMap<>(good);
        without.remove("lib/sample.so");

        assertRefused(former, "Server is version 18, library is version 17");
        assertRefused(foreign, "sample.so is for Linux on ppc64le, and this is ");
        assertRefused(without, "its library sample is missing");

        InstalledExtension added = add(SampleExtension.packed(good, folder.resolve("good")));
        assertThat(added.preload()).isEmpty();
        assertThat(ask("CREATE EXTENSION sample; SELECT sample()")).isEqualTo("42");

        assertRefusedAfter(added, former);
    }

    @Test
    void anOlderVersionHasItInItsInstallationAlsoWhenThatIsUnpackedAnew() throws IOException {
        Storage storage = TestClusters.factory().storage();
        ClusterFactory clusters = ClusterFactory.prepare(storage, PostgresChoice.of(17), message -> {});
        ExtensionStore older = new ExtensionStore(clusters);
        ExtensionFolder olderFolder = storage.extensions(17);
        Map<String, byte[]> files = SampleExtension.ofC("sample", folder, "MAJOR=1700", "BEFORE_18");

        InstalledExtension added = older.add(
                        "sample", SampleExtension.packed(files, folder.resolve("old")), null, message -> {})
                .extension();

        assertThat(added.major()).isEqualTo(17);
        assertThat(older.bundled()).noneMatch(bundled -> bundled.name().equals("sample"));
        assertThat(FOLDER.installed()).isEmpty();
        try (ThrowAwayServer old = ThrowAwayServer.start(clusters, false, List.of());
                PostgresConnection session = old.connect()) {
            session.query("CREATE EXTENSION sample", ResultReceiver.NONE);
        }
        Path control = clusters.installation().extensionDirectory().resolve("sample.control");
        Files.delete(control);
        ClusterFactory.prepare(storage, PostgresChoice.of(17), message -> {});
        assertThat(control).exists();

        older.remove(added);
        assertThat(control).doesNotExist();
        assertThat(olderFolder.installed()).isEmpty();
    }

    @Test
    void whatHasToBeLoadedAtTheStartIsFoundOut() throws IOException {
        Map<String, byte[]> files = SampleExtension.ofC("sample", folder, "MAJOR=1800", "PRELOADED");

        InstalledExtension added = add(SampleExtension.packed(files, folder.resolve("preloaded")));

        assertThat(added.preload()).containsExactly("sample");
        assertThatThrownBy(() -> ask("CREATE EXTENSION sample; SELECT sample()"))
                .hasMessageContaining("must be loaded via");

        ClusterFactory clusters = TestClusters.factory();
        PostmasterOptions loading = TestClusters.newServer();
        new SettingsFile(clusters)
                .write(
                        loading.dataDirectory(),
                        new AlteredSettings(List.of(new ServerSetting("shared_preload_libraries", "sample"))));
        SuperuserRepair.run(clusters.installation(), loading.dataDirectory(), TestClusters.PASSWORD);
        Postmaster started = Postmaster.start(clusters.installation(), loading);
        assertThat(ask(loading, "CREATE EXTENSION sample; SELECT sample()")).isEqualTo("42");
        started.stopImmediately();
    }

    @Test
    void whatIsNoExtensionIsRefused() throws IOException {
        Map<String, byte[]> broken = new LinkedHashMap<>(SampleExtension.ofSql("sample", "1.0"));
        broken.replaceAll((name, content) ->
                name.endsWith(".sql") ? "SELECT no_such_thing;".getBytes(StandardCharsets.UTF_8) : content);
        Path text = Files.writeString(folder.resolve("text.deb"), "no package");
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertRefused(broken, "column \"no_such_thing\" does not exist");
        assertRefused(SampleExtension.ofSql("hstore", "1.0"), "hstore comes with PostgreSQL");
        assertThatThrownBy(() -> add(text)).hasMessageContaining("text.deb is no package or archive that we know");
        assertThatThrownBy(() -> add(empty)).hasMessageContaining("There is no extension in it");
        assertThatThrownBy(() -> add(folder.resolve("nowhere"))).hasMessageContaining("There is no ");
        assertThat(FOLDER.installed()).isEmpty();
    }

    @Test
    void theServersUserReadsItAndCannotWriteIt() throws IOException {
        add(SampleExtension.packed(SampleExtension.ofSql("sample", "1.0"), folder.resolve("sample")));

        try (Stream<Path> entries = Files.walk(FOLDER.path())) {
            for (Path entry : entries.toList()) {
                assertThat(FileOwnership.isOursAlone(entry)).isTrue();
                boolean isNote = entry.toString().endsWith(".json");
                assertThat(Files.getPosixFilePermissions(entry).contains(PosixFilePermission.OTHERS_READ))
                        .isNotEqualTo(isNote);
            }
        }
    }

    /** The one that is there stays as it is. */
    private void assertRefusedAfter(InstalledExtension added, Map<String, byte[]> files) throws IOException {
        Path source = SampleExtension.packed(files, Files.createTempDirectory(folder, "refused"));
        assertThatThrownBy(() -> add(source)).hasMessageContaining("Server is version 18");
        assertThat(FOLDER.installed()).containsExactly(added);
        assertThat(ask("SELECT sample()")).isEqualTo("42");
    }

    private void assertRefused(Map<String, byte[]> files, String reason) throws IOException {
        Path source = SampleExtension.packed(files, Files.createTempDirectory(folder, "refused"));
        assertThatThrownBy(() -> add(source)).hasMessageContaining(reason);
        assertThat(FOLDER.installed()).isEmpty();
    }

    private static InstalledExtension add(Path source) {
        return STORE.add(null, source, null, message -> {}).extension();
    }

    private static String ask(String sql) {
        return ask(options, sql);
    }

    private static String ask(PostmasterOptions options, String sql) {
        AtomicReference<String> answer = new AtomicReference<>();
        try (PostgresConnection session = PostgresConnection.open(
                PostgresAddress.of(options.port(), options.password().own()), Duration.ofSeconds(10))) {
            session.query(sql, new ResultReceiver() {
                @Override
                public void row(Row row) {
                    answer.set(row.text(0));
                }
            });
        }
        return answer.get();
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.walk(folder)) {
            return entries.filter(Files::isRegularFile).toList();
        }
    }
}

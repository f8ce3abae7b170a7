package dev.jprisma.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class DotenvFileTest {
    private static final Map<String, String> VARIABLES = new TreeMap<>(Map.of("A_URL", "x://y?z=1", "B_PORT", "7"));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameIt() {
        file = folder.resolve(".env");
    }

    @Test
    void aNewOneIsItsOwnersAlone() throws IOException {
        assertThat(set()).containsExactly("A_URL", "B_PORT");

        assertThat(file).content().isEqualTo("A_URL=\"x://y?z=1\"\nB_PORT=\"7\"\n");
        assertThat(mode()).isEqualTo("rw-------");
    }

    @Test
    void onlyItsOwnLinesChange() throws IOException {
        byte[] before = """
                # A_URL=commented
                \texport A_URL = 'old value' # why
                SECRET="first line
                A_URL=inside a secret
                last line"\r
                MY_A_URL=1
                B_PORT=6   # the port\r
                \u00fc=\u00e9
                A_URL=twice""".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, before);

        assertThat(set()).containsExactly("A_URL", "B_PORT");

        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).isEqualTo("""
                # A_URL=commented
                \texport A_URL = "x://y?z=1" # why
                SECRET="first line
                A_URL=inside a secret
                last line"\r
                MY_A_URL=1
                B_PORT="7"   # the port\r
                \u00fc=\u00e9
                A_URL="x://y?z=1\"""");
        assertThat(set()).isEmpty();
    }

    @Test
    void whatIsMissingGoesToTheEnd() throws IOException {
        Files.writeString(file, "SECRET=\nB_PORT=");

        assertThat(set()).containsExactly("A_URL", "B_PORT");

        assertThat(file).content().isEqualTo("SECRET=\nB_PORT=\"7\"\nA_URL=\"x://y?z=1\"\n");
    }

    @Test
    void whatIsMissingHasTheLineEndsOfTheFile() throws IOException {
        Files.writeString(file, "SECRET=1\r\nB_PORT=");

        assertThat(set()).containsExactly("A_URL", "B_PORT");

        assertThat(file).content().isEqualTo("SECRET=1\r\nB_PORT=\"7\"\r\nA_URL=\"x://y?z=1\"\r\n");
    }

    /** As of one who types {@code sudo jprisma dev env --write .env}. */
    @Test
    void underRootItStaysItsUsers() throws IOException {
        assumeTrue(
                System.getProperty("user.name").equals("root"),
                "Only root can give a file away: that it stays its user's was NOT tested");
        Files.writeString(file, "B_PORT=");
        Files.setAttribute(file, "unix:uid", 1234);
        Files.setAttribute(file, "unix:gid", 2345);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        set();

        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(1234);
        assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(2345);
        assertThat(mode()).isEqualTo("rw-r-----");
    }

    @Test
    void aQuoteThatIsNeverClosedEndsWithItsLine() throws IOException {
        Files.writeString(file, "SECRET=\"half\nB_PORT=1\n");

        set();

        assertThat(file).content().startsWith("SECRET=\"half\nB_PORT=\"7\"\n");
    }

    @Test
    void itsModeAndALinkToItStay() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "A_URL=1\n");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(file, target.getFileName());

        set();

        assertThat(file).isSymbolicLink().content().contains("x://y");
        assertThat(mode()).isEqualTo("rw-r-----");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder(".env", "target");
    }

    @Test
    void whatCannotBeWrittenIsRefusedByName() {
        DotenvFile unwritable = new DotenvFile(folder.resolve("none/.env"));

        assertThatThrownBy(() -> unwritable.set(VARIABLES)).hasMessageContaining("Cannot write " + folder);
    }

    private List<String> set() {
        return new DotenvFile(file).set(VARIABLES);
    }

    private String mode() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}

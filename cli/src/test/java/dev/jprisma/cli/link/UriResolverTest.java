package dev.jprisma.cli.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("fast")
class UriResolverTest {
    private static final String PASSWORDS = """
            # of tests
            broken line
            h:5433:*:ann:of another port
            h:*:d:ann:p\\:w\\\\1
            *:*:*:bob:any
            a:5432:d:eve:one
            b:5432:d:eve:other
            """;

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final List<String> notes = new ArrayList<>();

    private String resolved(String url) {
        return new UriResolver(environment::get, folder, "ann", notes::add)
                .resolve(url)
                .text();
    }

    private Path write(String name, String text, String permissions) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @ParameterizedTest
    @CsvSource({
        "postgres:///, postgres://ann@localhost:5432/ann",
        "postgres://bob@/, postgres://bob@localhost:5432/bob",
        "postgres://h:1/d, postgres://ann@h:1/d",
    })
    void saysWhatLibpqTakesForGranted(String url, String all) {
        assertThat(resolved(url)).isEqualTo(all);
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://h/d, postgres://ann:p%3Aw%5C1@h:5432/d",
        "postgres://h:5433/d, postgres://ann:of%20another%20port@h:5433/d",
        "postgres://h/e, postgres://ann@h:5432/e",
        "postgres://bob@x:9/y, postgres://bob:any@x:9/y",
        "postgres://bob:own@x:9/y, postgres://bob:own@x:9/y",
        "'postgres://bob@x,y/z', 'postgres://bob:any@x:5432,y:5432/z'",
    })
    void looksForAPasswordInTheUsersFile(String url, String all) throws IOException {
        write(".pgpass", PASSWORDS, "rw-------");
        assertThat(resolved(url)).isEqualTo(all);
    }

    @Test
    void looksForAPasswordWhereItIsTold() throws IOException {
        environment.put(
                "PGPASSFILE", write("passwords", "*:*:*:*:first\n", "rw-------").toString());
        Path other = write("others", "*:*:*:*:second\n", "rw-------");
        write(".pgpass", PASSWORDS, "rw-------");

        assertThat(resolved("postgres://bob@h/d")).isEqualTo("postgres://bob:first@h:5432/d");
        assertThat(resolved("postgres://bob@h/d?passfile=" + other)).isEqualTo("postgres://bob:second@h:5432/d");
    }

    @Test
    void passesOverPasswordsThatOthersCanRead() throws IOException {
        Path file = write(".pgpass", PASSWORDS, "rw-r-----");

        assertThat(resolved("postgres://bob@h/d")).isEqualTo("postgres://bob@h:5432/d");
        assertThat(notes).singleElement().asString().contains("chmod 600 " + file);
    }

    @Test
    void takesOnePasswordForAllHosts() throws IOException {
        write(".pgpass", PASSWORDS, "rw-------");
        assertRefused("postgres://eve@a,b/d", "different passwords");
    }

    @Test
    void takesAServiceForWhatTheUrlDoesNotSay() throws IOException {
        write(".pg_service.conf", """
                # of tests
                [other]
                host=wrong
                [mine]
                host = h
                port=5433
                dbname=d
                # in between
                sslmode=require
                [last]
                sslmod=x
                """, "rw-r--r--");
        write(".pgpass", PASSWORDS, "rw-------");

        assertThat(resolved("postgres:///e?service=mine&application_name=x"))
                .isIn(
                        "postgres://ann:of%20another%20port@h:5433/e?sslmode=require&application_name=x",
                        "postgres://ann:of%20another%20port@h:5433/e?application_name=x&sslmode=require");
        assertRefused("postgres:///?service=none", "no service 'none'");
        assertRefused("postgres:///?service=last", "'sslmod' means nothing here");
        environment.put("PGSERVICEFILE", folder.resolve("missing").toString());
        assertRefused("postgres:///?service=mine", "PGSERVICEFILE names another file");
    }

    private void assertRefused(String url, String why) {
        assertThatThrownBy(() -> resolved(url))
                .isInstanceOfSatisfying(
                        JprismaException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID))
                .hasMessageContaining(why);
    }

    @Test
    void saysWhereFilesAreForWhoeverWorksElsewhere() throws IOException {
        assertThat(resolved("postgres://h/d?sslrootcert=a/../root.crt&sslcert=c&sslkey=k"))
                .contains("sslrootcert=" + Path.of("root.crt").toAbsolutePath())
                .contains("sslkey=" + Path.of("k").toAbsolutePath());
        assertThat(resolved("postgres://h/d?sslrootcert=system")).endsWith("?sslrootcert=system");
        write(".postgresql/root.crt", "", "rw-r--r--");
        write(".postgresql/postgresql.crt", "", "rw-r--r--");
        Path key = write(".postgresql/postgresql.key", "", "rw-------");
        assertThat(resolved("postgres://h/d")).contains("sslrootcert=", "sslcert=", "sslkey=" + key);
        assertThat(resolved("postgres://h/d?sslmode=disable")).endsWith("?sslmode=disable");
    }
}

package dev.jprisma.cli.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jprisma.state.EnvironmentVariables;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.FileOwnership;
import dev.jprisma.state.HistoryLength;
import dev.jprisma.state.HttpLimits;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ProjectFolder;
import dev.jprisma.state.ServerSetting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class ProjectReaderTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void resolve() throws IOException {
        folder = folder.toRealPath();
        file = folder.resolve(ProjectFolder.FILE);
    }

    private Project read(String text) throws IOException {
        Files.writeString(file, text);
        return ProjectReader.read(file);
    }

    private void assertRefused(String text, String message) throws IOException {
        Files.writeString(file, text);
        assertRefused(message);
    }

    private void assertRefused(String message) {
        assertThatExceptionOfType(JprismaException.class)
                .isThrownBy(() -> ProjectReader.read(file))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.INPUT_UNUSABLE));
    }

    @Test
    void allThatCanBeSaidIsRead() throws IOException {
        Project project = read("""
                name = "shop"
                postgres = 17
                extensions = ["vector", "pgcrypto", "vector"]
                limits = "prisma"
                history = "2h"
                allow-origin = ["http://localhost:3000"]
                migrate = "prisma/migrations"
                seed = ["npm", "run", "seed"]

                [ports]
                http = 51300
                database = 51301
                shadow = 51302

                [settings]
                max_connections = 300
                work_mem = "16MB"
                random_page_cost = 1.1
                jit = false
                pg_stat_statements.track = "all"

                [env]
                file = "app/.env"
                variables = ["DATABASE_URL", "SHADOW_DATABASE_URL"]
                """);

        assertThat(project.name()).isEqualTo(new InstanceName("shop"));
        assertThat(project.folder()).isEqualTo(folder);
        assertThat(project.postgresMajor()).isEqualTo(17);
        assertThat(project.extensions()).containsExactly("vector", "pgcrypto");
        assertThat(project.limits()).isEqualTo(HttpLimits.PRISMA);
        assertThat(project.history()).isEqualTo(HistoryLength.of("2h"));
        assertThat(project.allowedOrigins()).containsExactly("http://localhost:3000");
        assertThat(project.migrations()).isEqualTo(folder.resolve("prisma/migrations"));
        assertThat(project.seed()).isEqualTo(new Seed.Program(List.of("npm", "run", "seed")));
        assertThat(project.ports()).isEqualTo(new ProjectPorts(51300, 51301, 51302));
        assertThat(project.settings())
                .containsExactly(
                        new ServerSetting("max_connections", "300"),
                        new ServerSetting("work_mem", "16MB"),
                        new ServerSetting("random_page_cost", "1.1"),
                        new ServerSetting("jit", "off"),
                        new ServerSetting("pg_stat_statements.track", "all"));
        assertThat(project.environment())
                .isEqualTo(new ProjectEnvironment(
                        folder.resolve("app/.env"), List.of("DATABASE_URL", "SHADOW_DATABASE_URL")));
    }

    @Test
    void theExampleOfTheDocsSaysAllThatCanBeSaid() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "project.md"));
        String example = page.substring(page.indexOf("```toml\n") + 8);

        Project project = read(example.substring(0, example.indexOf("```")));

        assertThat(project).hasNoNullFieldsOrProperties();
        assertThat(project.ports()).hasNoNullFieldsOrProperties();
        assertThat(project.settings()).hasSize(2);
    }

    @Test
    void anEmptyFileSaysThatTheFolderHasAnInstanceOfItsName() throws IOException {
        Path shop = Files.createDirectory(folder.resolve("My Shop (2)"));
        file = shop.resolve(ProjectFolder.FILE);

        Project project = read("");

        assertThat(project.name()).isEqualTo(new InstanceName("my-shop-2"));
        assertThat(project.isToBePrepared()).isFalse();
        assertThat(project.ports()).isEqualTo(ProjectPorts.NONE);
    }

    @Test
    void aFolderWithoutALetterHasTheDefaultInstance() throws IOException {
        file = Files.createDirectory(folder.resolve("…")).resolve(ProjectFolder.FILE);

        assertThat(read("").name()).isEqualTo(InstanceName.DEFAULT);
    }

    @Test
    void aSeedOfOneStringIsAFileAndAnEmptyEnvWritesAllVariables() throws IOException {
        Project project = read("seed = 'db/seed.sql'\n[env]\n");

        assertThat(project.seed()).isEqualTo(new Seed.Script(folder.resolve("db/seed.sql")));
        assertThat(project.environment())
                .isEqualTo(new ProjectEnvironment(folder.resolve(".env"), EnvironmentVariables.NAMES));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    nmae = "shop"                    | jprisma.toml:1: nmae: there is no such key. Did you mean 'name'?
                    colour = "red"                   | jprisma.toml:1: colour: there is no such key; there are allow-origin, env,
                    \\n\\n[ports]\\nhtpt = 5             | jprisma.toml:4: ports.htpt: there is no such key. Did you mean 'http'?
                    name = "my shop"                 | jprisma.toml:1: name: it has to be a name
                    name = 3                         | jprisma.toml:1: name: it has to be a name
                    ports = 3                        | jprisma.toml:1: ports: it has to be a table
                    [ports]\\nhttp = 65536            | jprisma.toml:2: ports.http: it has to be a port, 1 to 65535
                    [ports]\\nhttp = "51213"          | jprisma.toml:2: ports.http: it has to be a port
                    [ports]\\nhttp = 5\\nshadow = 5    | ports: two of the ports are equal
                    postgres = 13                    | jprisma.toml:1: postgres: it has to be a major version of PostgreSQL, 14 to 18
                    postgres = 17.2                  | jprisma.toml:1: postgres: it has to be a major version
                    extensions = []                  | jprisma.toml:1: extensions: it has to be names of extensions
                    extensions = "vector"            | jprisma.toml:1: extensions: it has to be names of extensions
                    extensions = ["../evil"]         | jprisma.toml:1: extensions: it has to be names of extensions
                    limits = "neon"                  | jprisma.toml:1: limits: it has to be "prisma" or "none"
                    history = "soon"                 | 'soon' is not the length of a history
                    allow-origin = ["localhost"]     | jprisma.toml:1: allow-origin: 'localhost' is no origin of web pages
                    [settings]\\na = [1]              | jprisma.toml:2: settings.a: it has to be a string, a number, true or false
                    [settings]\\na.b = 2020-01-01     | jprisma.toml:2: settings.a.b: it has to be a string
                    [settings]\\nJit = 1\\njit = 2     | settings.jit: it is there twice
                    [settings]\\n"a b" = 1            | jprisma.toml:2: settings.a b: 'a b' cannot be a setting
                    migrate = ["a"]                  | jprisma.toml:1: migrate: it has to be a folder
                    migrate = ""                     | jprisma.toml:1: migrate: it has to be a folder
                    migrate = "a\\u0000b"             | jprisma.toml:1: migrate:
                    seed = []                        | jprisma.toml:1: seed: it has to be a file of SQL, or a program
                    seed = ["npm", 3]                | jprisma.toml:1: seed: it has to be a file of SQL, or a program
                    [env]\\nvariables = ["DB_URL"]    | jprisma.toml:2: env.variables: it has to be some of DATABASE_URL
                    [env]\\nfile = true               | jprisma.toml:2: env.file: it has to be a file
                    name = "a"\\nname = "b"           | jprisma.toml:2: name previously defined
                    name = shop                      | jprisma.toml:1:
                    """)
    void whatIsWrongIsToldWithItsLineAndWhatIsAllowed(String text, String message) throws IOException {
        assertRefused(text.replace("\\n", "\n"), message);
    }

    @Test
    void aFileThatIsNotTextIsRefusedInWords() throws IOException {
        Files.write(file, "name = \"Ä\"".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused("is not UTF-8");
    }

    @Test
    void aFileThatIsFarTooLargeIsNotRead() throws IOException {
        assertRefused("#".repeat((1 << 20) + 1), "has more than 1 MB");
    }

    @Test
    void aFolderAndALinkToNothingAreNoFile() throws IOException {
        Files.createDirectory(file);
        assertRefused("is no file");
        Files.delete(file);
        Files.createSymbolicLink(file, folder.resolve("missing"));
        assertRefused("Cannot read " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw-rw-", "rw----rw-"})
    void aFileThatAllUsersMayWriteIsNotTrusted(String permissions) throws IOException {
        Files.writeString(file, "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        assertRefused("can be written by every user, and it can name programs");
    }

    @Test
    void aFileOfAnotherUserIsNotTrusted() throws IOException {
        assumeTrue(FileOwnership.areRoot(), "only root can give files away");
        Files.writeString(file, "");
        Files.setAttribute(file, "unix:uid", 65534);
        assertRefused("belongs to another user, and it can name programs");
    }

    @Test
    void aFileThatAGroupMayWriteIsRead() throws IOException {
        Files.writeString(file, "name = 'shop'");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));

        assertThat(ProjectReader.read(file).name()).isEqualTo(new InstanceName("shop"));
    }
}

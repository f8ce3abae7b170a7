package dev.jprisma.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.postgres.FileTrees;
import dev.jprisma.postgres.Unfinished;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of migrations between runs, in a home of its own. */
class TemplatesTest {
    private static final String TABLE = "CREATE TABLE note (id int)";
    private static final String FIRST_TABLE_FILE = "base/5/1259";

    private static Path folder;
    private static Path templates;
    private static Engine engine;

    private final CountedMigrations migrations = new CountedMigrations(TABLE);

    @BeforeAll
    static void openHome() throws IOException {
        folder = ScratchFolder.create();
        engine = engineKeeping(Long.MAX_VALUE);
        templates = engine.storage().testing().resolve("templates");
    }

    @AfterAll
    static void delete() throws IOException {
        ScratchFolder.delete(folder);
    }

    private static Engine engineKeeping(long bytes) {
        return Engine.open(new TestingSettings(
                JprismaHome.at(folder.resolve("home")),
                Optional.of(folder.resolve("servers")),
                bytes,
                List.of(),
                Optional.empty(),
                Duration.ofSeconds(1),
                Duration.ofMinutes(60)));
    }

    @BeforeEach
    void keepNone() throws IOException {
        TemplateStore store = new TemplateStore(engine);
        for (Path template : kept()) {
            store.discard(template.getFileName().toString());
        }
    }

    @Test
    void runsMigrationsOnce() throws SQLException {
        use(engine, migrations);
        use(engine, migrations);
        assertThat(migrations.runs()).isEqualTo(1);
    }

    @Test
    void keepsThoseUsedLastUnderTheBound() throws Exception {
        CountedMigrations first = new CountedMigrations(TABLE + "; SELECT 1");
        CountedMigrations second = new CountedMigrations(TABLE + "; SELECT 2");
        use(engine, first);
        Engine forTwo = engineKeeping(bytesIn(templates) * 5 / 2);
        use(forTwo, second);
        use(forTwo, first);

        use(forTwo, migrations);

        assertThat(kept()).hasSize(2);
        use(forTwo, first);
        use(forTwo, migrations);
        use(forTwo, second);
        assertThat(List.of(first.runs(), second.runs(), migrations.runs())).containsExactly(1, 2, 1);
    }

    @Test
    void makesATemplateAnewThatLostAFile() throws Exception {
        use(engine, migrations);
        Files.delete(kept().get(0).resolve("data").resolve(FIRST_TABLE_FILE));

        use(engine, migrations);
        use(engine, migrations);

        assertThat(migrations.runs()).isEqualTo(2);
    }

    @Test
    void makesATemplateAnewThatLostAll() throws Exception {
        use(engine, migrations);
        for (String part : List.of("size", "data")) {
            FileTrees.delete(kept().get(0).resolve(part));
            use(engine, migrations);
        }
        assertThat(migrations.runs()).isEqualTo(3);
    }

    @Test
    void makesATemplateAnewOnWhichNoServerStarts() throws Exception {
        use(engine, migrations);
        Path control = kept().get(0).resolve("data/global/pg_control");
        Files.write(control, new byte[(int) Files.size(control)]);

        use(engine, migrations);

        assertThat(migrations.runs()).isEqualTo(2);
    }

    @Test
    void runsCodeAgainWhenWhatItReadsChanges() throws Exception {
        Path changelog = Files.createDirectories(folder.resolve("changelog")).resolve("1.xml");
        MigrationSource source = MigrationSource.of("reading", database -> {}, "filesystem:" + changelog.getParent());
        Files.writeString(changelog, "one");
        String before = source.contentHash();
        assertThat(source.contentHash()).isEqualTo(before);

        Files.writeString(changelog, "another");

        assertThat(source.contentHash()).isNotEqualTo(before);
    }

    @Test
    void endsMigrationsThatWaitForThemselves() {
        MigrationSource locked = MigrationSource.of("locked", database -> {
            database.execute(TABLE);
            try (Connection holder = database.dataSource().getConnection();
                    Statement statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                statement.execute("LOCK TABLE note");
                database.execute("ALTER TABLE note ADD COLUMN b int");
            }
        });

        assertThatThrownBy(() -> use(engine, locked))
                .hasMessageContaining("it waited for more than 1 s for session ")
                .hasMessageContaining("idle in transaction: LOCK TABLE note");
    }

    @Test
    void keepsNothingOfMigrationsThatFailed() throws Exception {
        CountedMigrations failing = new CountedMigrations(TABLE + "; SELECT 1 / 0");

        assertThatThrownBy(() -> use(engine, failing)).hasMessageContaining("division by zero");
        assertThatThrownBy(() -> use(engine, failing)).hasMessageContaining("division by zero");

        assertThat(failing.runs()).isEqualTo(2);
        assertThat(kept()).isEmpty();
        assertThat(folder.resolve("servers")).isEmptyDirectory();
    }

    @Test
    void removesWhatAKilledRunLeftHalfMade() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path halfMade = Unfinished.in(templates).path();
        String ofAnother = halfMade.getFileName()
                .toString()
                .replace(Long.toString(ProcessHandle.current().pid()), Long.toString(ended.pid()));
        Files.createDirectories(templates.resolve(ofAnother).resolve("data"));

        use(engine, migrations);

        assertThat(kept()).hasSize(1);
    }

    /** As a run would: a server, a database, and their end. */
    private static void use(Engine engine, MigrationSource source) throws SQLException {
        TestDatabases databases = TestDatabases.start(engine, source);
        try (TestDatabase database = databases.acquire()) {
            assertThat(TestSql.value(database, "SELECT count(*) FROM note")).isEqualTo("0");
        } finally {
            databases.close();
        }
    }

    private static List<Path> kept() throws IOException {
        try (Stream<Path> all = Files.list(templates)) {
            return all.toList();
        }
    }

    private static long bytesIn(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}

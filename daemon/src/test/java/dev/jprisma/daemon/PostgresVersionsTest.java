package dev.jprisma.daemon;

import static dev.jprisma.daemon.TestDaemon.query;
import static dev.jprisma.daemon.TestDaemon.queryShadow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.control.AddPostgres;
import dev.jprisma.state.control.AddedPostgres;
import dev.jprisma.state.control.CloneDatabase;
import dev.jprisma.state.control.ClonedDatabase;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Nothing;
import dev.jprisma.state.control.PostgresVersion;
import dev.jprisma.state.control.PostgresVersion.Source;
import dev.jprisma.state.control.PostgresVersions;
import dev.jprisma.state.control.RemoveInstance;
import dev.jprisma.state.control.RemovePostgres;
import dev.jprisma.state.control.RemovedInstance;
import dev.jprisma.state.control.RemovedPostgres;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances of other versions than the packed one, beside each other. */
class PostgresVersionsTest {
    /** Debian's package postgresql-15. */
    private static final Path DEBIAN_15 = Path.of("/usr/lib/postgresql/15");

    private static final String VERSION = "select current_setting('server_version_num')::int / 10000";

    @TempDir
    private static Path folder;

    private static TestDaemon daemon;

    @BeforeAll
    static void start() throws IOException {
        daemon = new TestDaemon(folder.resolve("home")).start();
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        daemon.stopEverything();
        TestDaemon.deleteServerFilesOf(folder.resolve("home"));
    }

    private static InstanceView start(StartInstance request) throws IOException {
        return daemon.call(Methods.INSTANCE_START, request, StartedInstance.class)
                .instance();
    }

    @Test
    void anInstanceKeepsTheVersionItWasMadeWith() throws Exception {
        StartInstance request = TestDaemon.request("old", false).on(17, null);
        InstanceView old = start(request);
        InstanceView present = daemon.create("present");
        query(old, "create table kept as select 17 as n");

        assertThat(query(old, VERSION)).isEqualTo("17");
        assertThat(queryShadow(old, VERSION)).isEqualTo("17");
        assertThat(query(present, VERSION)).isEqualTo("18");
        assertThat(daemon.record("old").postgresVersion()).startsWith("17.");
        assertThatThrownBy(() -> start(request.on(18, null)))
                .hasMessageContaining("old has PostgreSQL 17.")
                .hasMessageContaining("jprisma dev upgrade old --to 18");

        daemon.stop("old");
        assertThat(query(daemon.startAgain("old").instance(), "select n from kept"))
                .isEqualTo("17");
        long pid = daemon.view("old").pid();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        Awaitility.await().atMost(TestDaemon.PATIENCE).until(() -> {
            InstanceView now = daemon.view("old");
            return now.status() == InstanceStatus.RUNNING && now.pid() != pid;
        });
        assertThat(query(old, VERSION)).isEqualTo("17");
    }

    @Test
    void anInstanceRunsOnAnInstallationOfTheMachine() throws Exception {
        assumeTrue(
                Files.exists(DEBIAN_15),
                "There is no " + DEBIAN_15 + ": an instance on Debian's server was NOT tested");
        StartInstance request = TestDaemon.request("debian", false).on(null, DEBIAN_15.resolve("bin") + "");
        InstanceView debian = start(request);

        assertThat(query(debian, "select version()")).contains("Debian");
        assertThat(queryShadow(debian, "select version()")).contains("Debian");
        assertThat(debian.postgresHome()).isEqualTo(DEBIAN_15.toString());
        assertThat(daemon.call(
                                Methods.DATABASE_CLONE,
                                new CloneDatabase(request.name(), "postgres"),
                                ClonedDatabase.class)
                        .database())
                .contains("postgres_");
        daemon.stop("debian");
        assertThat(query(daemon.startAgain("debian").instance(), "select version()"))
                .contains("Debian");
    }

    @Test
    void versionsComeAndGo() throws Exception {
        AddPostgres request = new AddPostgres("17", null);
        assertThat(daemon.call(Methods.POSTGRES_ADD, request, AddedPostgres.class)
                        .version())
                .startsWith("17.");
        assertThat(daemon.call(Methods.POSTGRES_ADD, request, AddedPostgres.class)
                        .wasThere())
                .isTrue();
        PostgresVersion here = versions().get(1);
        assertThat(here.source()).isEqualTo(Source.FETCHED);
        assertThat(Path.of(here.directory())).isNotEmptyDirectory();
        start(TestDaemon.request("user", false).on(17, null));

        RemovePostgres all = new RemovePostgres("17");
        assertThat(versions().get(1).instances()).contains("user");
        assertThatThrownBy(() -> daemon.call(Methods.POSTGRES_REMOVE, all, RemovedPostgres.class))
                .hasMessageContaining("is what these run on: ")
                .hasMessageContaining("user");
        for (String name : versions().get(1).instances()) {
            daemon.call(
                    Methods.INSTANCE_REMOVE,
                    new RemoveInstance(new InstanceName(name), true, true),
                    RemovedInstance.class);
        }
        assertThat(daemon.call(Methods.POSTGRES_REMOVE, all, RemovedPostgres.class)
                        .versions())
                .containsExactly(here.version());
        assertThat(Path.of(here.directory())).doesNotExist();
        assertThat(versions().get(1).source()).isEqualTo(Source.AVAILABLE);

        assertThat(query(start(TestDaemon.request("user", false).on(17, null)), VERSION))
                .isEqualTo("17");
    }

    private static List<PostgresVersion> versions() throws IOException {
        return daemon.call(Methods.POSTGRES_LIST, new Nothing(), PostgresVersions.class)
                .versions();
    }

    @Test
    void aFolderWithoutAServerIsNone() throws IOException {
        StartInstance nowhere = TestDaemon.request("nowhere", false).on(null, folder.toString());

        assertThatThrownBy(() -> start(nowhere))
                .hasMessageContaining(folder + " has no PostgreSQL server")
                .hasMessageContaining("bin/postgres");
        assertThat(daemon.home().instanceDirectory(nowhere.name())).doesNotExist();
    }
}

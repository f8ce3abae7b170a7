package dev.jprisma.daemon;

import static dev.jprisma.daemon.TestDaemon.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jprisma.postgres.LoopbackPort;
import dev.jprisma.state.HomeIdentity;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.ServerFiles;
import dev.jprisma.state.control.ControlConnection;
import dev.jprisma.state.control.ControlMessage;
import dev.jprisma.state.control.ExchangedData;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import dev.jprisma.state.control.UndoInstance;
import dev.jprisma.state.control.UpgradeInstance;
import dev.jprisma.state.control.UpgradedInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the machine's PostgreSQL to the packed one, by the machine's tools. */
class UpgradeTest {
    /** Of Debian's package postgresql-15. */
    private static final Path OLD = Path.of("/usr/lib/postgresql/15");

    /** What can be restored in the old version, and not within a test in the new one. */
    private static final String ENDLESS_IN_THE_NEW_ONE = """
            create function slow() returns int language plpgsql as $$
              begin
                if current_setting('server_version_num')::int >= 160000 then perform pg_sleep(300); end if;
                return 1;
              end $$;
            create materialized view endless as select slow()""";

    @TempDir
    private static Path shared;

    private TestDaemon daemon;

    @BeforeAll
    static void requireOldOne() {
        assumeTrue(
                Files.isExecutable(OLD.resolve("bin/initdb")),
                "There is no server in " + OLD + ": upgrades were NOT tested");
    }

    @BeforeEach
    void start() throws IOException {
        daemon = new TestDaemon(shared.resolve("home")).start();
    }

    @AfterEach
    void stop() throws Exception {
        daemon.stopEverything();
    }

    private InstanceView create(String name) throws IOException {
        StartInstance request = TestDaemon.request(name, false).on(null, OLD.toString());
        return daemon.call(Methods.INSTANCE_START, request, StartedInstance.class)
                .instance();
    }

    private static UpgradeInstance upgrade(String name) {
        return new UpgradeInstance(
                new InstanceName(name),
                18,
                OLD.resolve("bin").toString(),
                ProcessHandle.current().pid());
    }

    private UpgradedInstance upgraded(String name) throws IOException {
        return daemon.call(Methods.INSTANCE_UPGRADE, upgrade(name), UpgradedInstance.class);
    }

    @Test
    void allThatAnInstanceHoldsIsTheSameInTheNewVersionAndCanBeUndone() throws Exception {
        InstanceView old = create("shop");
        fill(old);
        String token = query(old, "select token from shop.customer where id = 7");

        UpgradedInstance upgraded = upgraded("shop");

        InstanceView present = upgraded.instance();
        assertThat(present.version()).startsWith("18.");
        assertThat(present.exports()).isEqualTo(old.exports());
        assertThat(upgraded.databases()).isEqualTo(2);
        assertThat(upgraded.leftOut()).singleElement().asString().contains("vacuum_defer_cleanup_age");
        assertThat(query(present, "select token from shop.customer where id = 7"))
                .isEqualTo(token);
        assertThat(query(present, "show work_mem")).isEqualTo("9MB");
        assertThat(query(present, "select nextval('lonely')")).isEqualTo("11");
        assertThat(query(present, "insert into shop.customer(email) values ('new') returning id"))
                .isEqualTo("2001");
        assertThat(query(
                        present,
                        "select shobj_description(oid, 'pg_database') from pg_database where datname ="
                                + " 'postgres'"))
                .isEqualTo("the shop");
        assertThatThrownBy(() -> upgraded("shop")).hasMessageContaining("shop has PostgreSQL 18.");

        daemon.call(Methods.INSTANCE_UNDO, new UndoInstance(new InstanceName("shop")), ExchangedData.class);
        InstanceView undone = daemon.view("shop");
        assertThat(undone.version()).startsWith("15.");
        assertThat(undone.postgresHome()).isEqualTo(OLD.toString());
        assertThat(query(undone, "select max(id) from shop.customer")).isEqualTo("2000");
    }

    private static void fill(InstanceView instance) throws Exception {
        Path script = Path.of(UpgradeTest.class.getResource("everything.sql").toURI());
        Process psql = new ProcessBuilder(
                        OLD.resolve("bin/psql").toString(),
                        "-qX",
                        instance.exports().database().connectionString(),
                        "-f",
                        script.toString())
                .redirectErrorStream(true)
                .redirectOutput(shared.resolve("psql.log").toFile())
                .start();
        assertThat(psql.waitFor())
                .as(Files.readString(shared.resolve("psql.log")))
                .isZero();
    }

    @Test
    void whatCannotBeCarriedIsSaidAndAllIsAsItWas() throws Exception {
        InstanceView old = create("stuck");
        query(old, "create database closed");
        query(old, "alter database closed allow_connections false");

        assertThatThrownBy(() -> upgraded("stuck"))
                .hasMessageContaining("stuck has PostgreSQL 15.")
                .hasMessageContaining("ALTER DATABASE \"closed\" ALLOW_CONNECTIONS true");

        assertThat(daemon.view("stuck").status()).isEqualTo(InstanceStatus.RUNNING);
        assertThat(query(old, "show server_version")).startsWith("15.");
        query(old, "drop database closed");
        query(old, "alter role postgres set default_transaction_read_only = on");
        daemon.stop("stuck");

        UpgradedInstance upgraded = upgraded("stuck");

        assertThat(upgraded.instance().status()).isEqualTo(InstanceStatus.NOT_RUNNING);
        assertThat(query(daemon.startAgain("stuck").instance(), "show server_version"))
                .startsWith("18.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneThatIsGivenUpLeavesNothing(boolean daemonIsKilled) throws Exception {
        String name = "given-up-" + daemonIsKilled;
        InstanceView old = create(name);
        query(old, ENDLESS_IN_THE_NEW_ONE);
        try (ControlConnection command = daemon.connect()) {
            command.send(
                    ControlMessage.request(1, HomeIdentity.of(daemon.home()), Methods.INSTANCE_UPGRADE, upgrade(name)));
            await().atMost(TestDaemon.PATIENCE)
                    .until(
                            () -> command.receive().orElseThrow().params() + "",
                            said -> said.contains("database postgres"));
            assertThat(LoopbackPort.isFree(old.databasePort())).isFalse();
            if (daemonIsKilled) {
                daemon.kill();
            }
        }
        if (daemonIsKilled) {
            daemon.start();
        }

        await().atMost(TestDaemon.PATIENCE).untilAsserted(() -> {
            assertThat(daemon.view(name).status()).isEqualTo(InstanceStatus.RUNNING);
            assertThat(copies()).isEmpty();
        });
        assertThat(query(old, "show server_version")).startsWith("15.");
        assertThat(query(old, "show default_transaction_read_only")).isEqualTo("off");
    }

    private List<Path> copies() throws IOException {
        Path folder = ServerFiles.of(daemon.home()).root().resolve("copies");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }
}

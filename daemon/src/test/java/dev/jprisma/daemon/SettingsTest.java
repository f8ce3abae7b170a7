package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.state.AlteredSettings;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.ServerSetting;
import dev.jprisma.state.control.ConfigureInstance;
import dev.jprisma.state.control.ConfiguredInstance;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is set for an instance's server, and what PostgreSQL does not take. */
class SettingsTest {
    @TempDir
    private static Path folder;

    private static TestDaemon daemon;
    private static InstanceView shop;

    @BeforeAll
    static void start() throws IOException {
        daemon = new TestDaemon(folder.resolve("home")).start();
        shop = daemon.create("shop");
    }

    @AfterAll
    static void stop() throws Exception {
        daemon.stopEverything();
    }

    @Test
    void whatASessionCanSetCountsAtOnceAndEndsNoSession() throws Exception {
        try (Connection session = TestDaemon.session(shop)) {
            ConfiguredInstance answer = set("shop", false, "work_mem=12MB");

            assertThat(answer.changed()).containsExactly("work_mem");
            assertThat(answer.restarting()).isEmpty();
            assertThat(session.isValid(10)).isTrue();
        }
        assertThat(TestDaemon.query(shop, "SHOW work_mem")).isEqualTo("12MB");
        assertThat(TestDaemon.queryShadow(shop, "SHOW work_mem")).isEqualTo("12MB");

        reset("shop", "work_mem");
        assertThat(TestDaemon.query(shop, "SHOW work_mem")).isEqualTo("4MB");
        assertThat(TestDaemon.queryShadow(shop, "SHOW work_mem")).isEqualTo("4MB");
    }

    @Test
    void whatTakesARestartWaitsForTheLeaveToDoIt() throws Exception {
        InstanceView logical = daemon.create("logical");

        ConfiguredInstance asked = set("logical", false, "wal_level=logical", "work_mem=9MB");
        assertThat(asked.waits()).isTrue();
        assertThat(asked.restarting()).containsExactly("wal_level");
        assertThat(TestDaemon.query(logical, "SHOW work_mem")).isEqualTo("4MB");

        ConfiguredInstance done = set("logical", true, "wal_level=logical", "work_mem=9MB");
        assertThat(done.restarting()).containsExactly("wal_level");
        assertThat(done.changed()).containsExactly("wal_level", "work_mem");
        assertThat(done.instance().pid()).isNotEqualTo(logical.pid());
        assertThat(TestDaemon.query(logical, "SHOW wal_level")).isEqualTo("logical");
        assertThat(TestDaemon.queryShadow(logical, "SHOW wal_level")).isEqualTo("logical");
        assertThat(set("logical", true, "wal_level=logical").changed()).isEmpty();

        // This data does not let it start with what another server starts with.
        TestDaemon.query(logical, "SELECT pg_create_logical_replication_slot('kept', 'pgoutput')");
        assertThatThrownBy(() -> set("logical", true, "wal_level=replica"))
                .hasMessageContaining("logical replication slot \"kept\" exists")
                .hasMessageContaining("runs with those it had");
        assertThat(daemon.view("logical").status()).isEqualTo(InstanceStatus.RUNNING);
        assertThat(TestDaemon.query(logical, "SHOW wal_level")).isEqualTo("logical");
    }

    @ParameterizedTest
    @CsvSource({
        "work_mem=many, invalid value for parameter",
        "no_such_thing=1, unrecognized configuration parameter",
        "block_size=1, cannot be changed",
        "port=1234, its port is in its URLs",
        "shared_preload_libraries=no_such_library, could not access file",
        "max_connections=262143, too many",
    })
    void whatPostgresDoesNotTakeChangesNothing(String setting, String reason) throws Exception {
        assertThatThrownBy(() -> set("shop", true, setting))
                .hasMessageContaining(setting.substring(0, setting.indexOf('=')))
                .hasMessageContaining(reason);

        assertThat(daemon.view("shop").pid()).isEqualTo(shop.pid());
        assertThat(AlteredSettings.of(Path.of(shop.dataDirectory())).value(setting.split("=")[0]))
                .isEmpty();
    }

    @Test
    void theUsersOwnAlterSystemIsTheSameThing() throws Exception {
        InstanceView own = daemon.create("own");
        TestDaemon.query(own, "ALTER SYSTEM SET max_locks_per_transaction = 99");
        TestDaemon.query(own, "ALTER SYSTEM SET search_path = 'a', 'b c'");

        assertThat(set("own", true, "work_mem=8MB").settings())
                .containsExactly(
                        new ServerSetting("max_locks_per_transaction", "99"),
                        new ServerSetting("search_path", "a, \"b c\""),
                        new ServerSetting("work_mem", "8MB"));
        assertThat(TestDaemon.query(own, "SHOW search_path")).isEqualTo("a, \"b c\"");
        TestDaemon.query(own, "ALTER SYSTEM RESET work_mem");
        assertThat(AlteredSettings.of(Path.of(own.dataDirectory())).value("work_mem"))
                .isEmpty();
        assertThat(TestDaemon.queryShadow(own, "SHOW max_locks_per_transaction"))
                .isEqualTo("99");
    }

    @Test
    void aServerThatDoesNotStartForASettingSaysHowToTakeItBack() throws Exception {
        InstanceView broken = daemon.create("broken");
        TestDaemon.query(broken, "ALTER SYSTEM SET work_mem = '8MB'");
        TestDaemon.query(broken, "ALTER SYSTEM SET shared_preload_libraries = 'lost_library'");
        daemon.stop("broken");

        assertThatThrownBy(() -> daemon.startAgain("broken"))
                .hasMessageContaining("jprisma dev config broken --reset shared_preload_libraries");

        assertThat(reset("broken", "shared_preload_libraries").settings())
                .containsExactly(new ServerSetting("work_mem", "8MB"));
        InstanceView again = daemon.startAgain("broken").instance();
        assertThat(TestDaemon.query(again, "SHOW work_mem")).isEqualTo("8MB");
    }

    @Test
    void aNewInstanceIsStartedWithWhatIsSetOrNotAtAll() throws Exception {
        StartInstance request = TestDaemon.request("first", false);
        assertThatThrownBy(() -> daemon.call(
                        Methods.INSTANCE_START,
                        request.setting(List.of(ServerSetting.parse("max_connections=262143"))),
                        StartedInstance.class))
                .hasMessageContaining("too many server processes");

        List<ServerSetting> many = List.of(ServerSetting.parse("max_connections=123"));
        InstanceView first = daemon.call(Methods.INSTANCE_START, request.setting(many), StartedInstance.class)
                .instance();
        assertThat(TestDaemon.query(first, "SHOW max_connections")).isEqualTo("123");
        assertThat(daemon.call(Methods.INSTANCE_START, request.setting(many), StartedInstance.class)
                        .alreadyRunning())
                .isTrue();
        assertThatThrownBy(() -> daemon.call(
                        Methods.INSTANCE_START,
                        request.setting(List.of(ServerSetting.parse("work_mem=1MB"))),
                        StartedInstance.class))
                .hasMessageContaining("jprisma dev config first --set work_mem=1MB");
    }

    private static ConfiguredInstance set(String name, boolean mayRestart, String... settings) throws IOException {
        return daemon.call(
                Methods.INSTANCE_CONFIGURE,
                new ConfigureInstance(
                        new InstanceName(name),
                        Stream.of(settings).map(ServerSetting::parse).toList(),
                        List.of(),
                        false,
                        mayRestart),
                ConfiguredInstance.class);
    }

    private static ConfiguredInstance reset(String name, String... settings) throws IOException {
        return daemon.call(
                Methods.INSTANCE_CONFIGURE,
                new ConfigureInstance(new InstanceName(name), List.of(), List.of(settings), false, true),
                ConfiguredInstance.class);
    }
}

package dev.jprisma.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.ServerError;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.state.JprismaException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The password of a cluster's superuser, and what of his login a user may change. */
class SuperuserTest {
    private static final String ANOTHER = "another_password";

    private final PostgresInstallation installation = TestClusters.factory().installation();
    private final PostmasterOptions options = TestClusters.newServer();

    @AfterEach
    void stopWhatRuns() {
        Postmaster.adopt(options.dataDirectory()).ifPresent(Postmaster::stop);
    }

    @Test
    void hasThePasswordOfItsClusterAndNoOtherWhenStartReturns() throws IOException {
        start();

        assertThat(codeOfLogin(TestClusters.PASSWORD)).isEqualTo("none");
        assertThat(codeOfLogin(TestClusters.factory().firstPassword())).isEqualTo("28P01");
        assertThat(codeOfLogin("postgres")).isEqualTo("28P01");
        assertThat(Files.readString(options.log())).doesNotContain(TestClusters.PASSWORD);
    }

    @Test
    void aClusterThatLostItsPasswordInACrashGetsItAtTheNextStart() {
        PostmasterOptions started = new PostmasterOptions(
                options.dataDirectory(), options.port(), options.log(), false, TestClusters.password(true));

        assertThat(Postmaster.start(installation, started).loginRefusal()).isEmpty();
        assertThat(codeOfLogin(TestClusters.PASSWORD)).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({
        "28P01, postgres, alter role postgres password 'x'",
        "28000, postgres, alter role postgres nologin",
        "28P01, somebody, alter role postgres rename to another",
        "3D000, template1, drop database postgres",
        "55000, template1, alter database postgres allow_connections false",
    })
    void servesWhateverAUserDidToItsLoginAndIsRepaired(String code, String place, String change) {
        start();
        if (place.equals("somebody")) {
            execute(
                    "postgres",
                    "postgres",
                    "create role somebody superuser login password '" + TestClusters.PASSWORD + "'");
            execute("somebody", "postgres", change);
        } else {
            execute("postgres", place, change);
        }
        stop();

        assertThat(start().loginRefusal().map(ServerError::code)).contains(code);
        stop();

        SuperuserRepair.run(installation, options.dataDirectory(), TestClusters.PASSWORD);

        assertThat(start().loginRefusal()).isEmpty();
    }

    @Test
    void repairChangesNothingButTheLogin() {
        start();
        execute("postgres", "postgres", "create table t as select 42 as a");
        stop();

        SuperuserRepair.run(installation, options.dataDirectory(), ANOTHER);

        start();
        assertThat(codeOfLogin(TestClusters.PASSWORD)).isEqualTo("28P01");
        try (PostgresConnection connection = connect("postgres", ANOTHER, "postgres")) {
            connection.query("select a from t", ResultReceiver.NONE);
        }
    }

    @Test
    void repairIsRefusedWhileAServerRuns() {
        start();

        assertThatThrownBy(() -> SuperuserRepair.run(installation, options.dataDirectory(), ANOTHER))
                .isInstanceOf(JprismaException.class)
                .hasMessageContaining("postmaster.pid");
        assertThat(codeOfLogin(TestClusters.PASSWORD)).isEqualTo("none");
    }

    private Postmaster start() {
        return Postmaster.start(installation, options);
    }

    private void stop() {
        Postmaster.adopt(options.dataDirectory()).orElseThrow().stop();
    }

    private String codeOfLogin(String password) {
        try {
            connect("postgres", password, "postgres").close();
            return "none";
        } catch (ServerErrorException e) {
            return e.error().code();
        }
    }

    private void execute(String user, String database, String sql) {
        try (PostgresConnection connection = connect(user, TestClusters.PASSWORD, database)) {
            connection.query(sql, ResultReceiver.NONE);
        }
    }

    private PostgresConnection connect(String user, String password, String database) {
        return PostgresConnection.open(
                new ServerAddress("127.0.0.1", options.port(), user, password, database), Duration.ofSeconds(10));
    }
}

package dev.jprisma.gateway;

import static dev.jprisma.gateway.PostgresMessages.join;
import static dev.jprisma.gateway.PostgresMessages.message;
import static dev.jprisma.gateway.PostgresMessages.readUntil;
import static dev.jprisma.gateway.PostgresMessages.startup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jprisma.postgres.wire.PostgresConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Roles that the user made, in {@code POST /sql} and in the tunnel. */
class RolesTest {

    private static final String WHO = "select session_user";
    private static final int FAILURES = 10;
    private static final int TOGETHER = 40;

    private static TestGateway gateway;
    private static PostgresConnection observer;

    /** Whose failed logins are those of one test. */
    private GatewayEndpoint endpoint;

    @BeforeAll
    static void createRoles() {
        gateway = new TestGateway();
        observer = TestServer.get().connect();
        TestServer.get().script("""
                drop role if exists app, chief, deputy, programmer;
                create role app login password 'app';
                create role chief login superuser password 'chief';
                create role deputy login password 'deputy';
                grant chief to deputy with inherit false, set false;
                create role programmer login password 'programmer';
                grant pg_execute_server_program to programmer;
                """);
    }

    @AfterAll
    static void dropRoles() {
        TestServer.get().script("drop role app, chief, deputy, programmer");
        observer.close();
        gateway.close();
    }

    @BeforeEach
    void open() {
        endpoint = gateway.gateway().open(TestGateway.target(), 0);
    }

    @AfterEach
    void close() {
        endpoint.close();
        await("the sessions' end")
                .until(() -> Queries.value(
                                observer,
                                "select count(*) from pg_stat_activity"
                                        + " where usename in ('app', 'chief', 'deputy', 'programmer')")
                        .equals("0"));
    }

    private static String login(String role, String password) {
        return "Neon-Connection-String: postgresql://" + role + ":" + password + "@localhost/postgres\n";
    }

    private RawClient.Response sql(String headers, String query) throws IOException {
        try (RawClient client = new RawClient(endpoint.port())) {
            return client.post("/sql", headers, TestGateway.body(query));
        }
    }

    private String tunnel(String headers, String role, String password, char last) throws IOException {
        try (RawWebSocket socket = new RawWebSocket(endpoint.port(), "/v2", headers)) {
            socket.binary(
                    join(startup("user", role, "database", "postgres"), message('p', password), message('Q', WHO)));
            StringBuilder rest = new StringBuilder();
            return readUntil(socket, last == 'D' ? 'Z' : last, rest)
                    + (last == 'D' ? readUntil(socket, 'D', rest) : "");
        }
    }

    private void assertRefused(String role, String password, String code, String message) throws IOException {
        RawClient.Response response = sql(login(role, password), WHO);
        assertThat(response.status()).as(response.body()).isEqualTo(400);
        assertThat(response.json().get("code").asString()).isEqualTo(code);
        assertThat(response.json().get("message").asString()).contains(message);
        assertThat(tunnel("", role, password, 'E')).contains("C" + code + "\0", message);
    }

    @Test
    void workAsOverTcp() throws IOException {
        assertThat(sql(login("app", "app"), WHO)
                        .json()
                        .at("/rows/0/session_user")
                        .asString())
                .isEqualTo("app");
        assertThat(tunnel("", "app", "app", 'D')).contains("app");
        RawClient.Response denied = sql(login("app", "app"), "select * from pg_authid");
        assertThat(denied.json().get("code").asString()).isEqualTo("42501");
    }

    @Test
    void haveBatchesAndTheFormatsOfAllOthers() throws IOException {
        try (RawClient client = new RawClient(endpoint.port())) {
            RawClient.Response response = client.post(
                    "/sql",
                    login("app", "app"),
                    "{\"queries\": [{\"query\": \"set datestyle to german\"}, {\"query\": \"select 1 as one\"}]}");
            assertThat(response.json().at("/results/1/rows/0/one").asInt()).isEqualTo(1);
            assertThat(client.post("/sql", login("app", "app"), TestGateway.body("select date '2026-02-03' as d"))
                            .body())
                    .contains("2026-02-03");
        }
    }

    @Test
    void areCheckedByPostgres() throws IOException {
        assertRefused("app", "wrong", "28P01", "password authentication failed for user \"app\"");
        assertRefused("nobody", "app.", "28P01", "password authentication failed for user \"nobody\"");
        assertRefused("app", TestServer.PASSWORD, "28P01", "password authentication failed");
        assertRefused("app", TestGateway.KEY, "28P01", "password authentication failed");
    }

    @Test
    void areNotAskedWithoutAPassword() throws IOException {
        assertThat(sql("Neon-Connection-String: postgresql://app@localhost/postgres\n", WHO)
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("28P01");
        assertThat(tunnel("", "app", "", 'E')).contains("C28P01\0");
        assertThat(sql(login("app", "a%00b"), WHO).json().get("code").asString())
                .isEqualTo("CONNECTION_STRING_MALFORMED");
        assertThat(tunnel("", "app", "app\0b", 'E')).contains("C28P01\0");
        assertThat(tunnel("", "app", "\u00ad", 'E')).contains("C28");
    }

    @Test
    void areKnownToPostgresAsTheyAreNow() throws IOException {
        TestServer.get().script("create role fleeting login password 'first'");
        try {
            assertThat(sql(login("fleeting", "first"), WHO).status()).isEqualTo(200);
            TestServer.get().script("alter role fleeting password 'second'");
            assertThat(sql(login("fleeting", "first"), WHO).status()).isEqualTo(400);
            assertThat(sql(login("fleeting", "second"), WHO).status()).isEqualTo(200);
            TestServer.get().script("alter role fleeting superuser");
            assertThat(sql(login("fleeting", "second"), WHO).status()).isEqualTo(400);
        } finally {
            TestServer.get().script("drop role fleeting");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chief", "deputy", "programmer"})
    void withASuperusersPowerNeedTheKeyBesides(String role) throws IOException {
        assertRefused(role, role, "28000", "takes the API key besides the password");
        assertThat(sql(TestGateway.AUTHORIZATION + login(role, role), WHO)
                        .json()
                        .at("/rows/0/session_user")
                        .asString())
                .isEqualTo(role);
        assertThat(tunnel(TestGateway.AUTHORIZATION, role, role, 'D')).contains(role);
    }

    @Test
    void doNotHideTheirPowerBehindTheirSettings() throws IOException {
        TestServer.get().script("""
                create schema trap;
                create function trap.pg_has_role(name, oid, text) returns boolean return false;
                create function trap.eq(name, name) returns boolean return false;
                create operator trap.= (leftarg = name, rightarg = name, function = trap.eq);
                create view trap.pg_roles as select 0::oid as oid, false as rolsuper, ''::name as rolname;
                grant usage on schema trap to public;
                alter role programmer set search_path = trap, pg_catalog;
                """);
        try {
            assertRefused("programmer", "programmer", "28000", "takes the API key");
        } finally {
            TestServer.get().script("alter role programmer reset search_path; drop schema trap cascade");
        }
    }

    @ParameterizedTest
    @CsvSource({"app, wrong", "nobody, wrong", "chief, chief"})
    void mayFailTenTimesAtOnce(String role, String password) throws IOException {
        for (int i = 0; i < FAILURES; i++) {
            assertThat(sql(login(role, password), WHO).status()).isEqualTo(400);
        }
        RawClient.Response refused = sql(login("app", "app"), WHO);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.headers().get("retry-after"))).isBetween(1, 6);
        assertThat(refused.json().get("message").asString())
                .contains("try again in " + refused.headers().get("retry-after") + " s");
        assertThat(tunnel("", "app", "app", 'E')).contains("C57P03\0", "try again in");

        assertThat(sql(TestGateway.AUTHORIZATION, WHO).status()).isEqualTo(200);
        assertThat(sql(TestGateway.AUTHORIZATION + login("app", "app"), WHO).status())
                .isEqualTo(200);
        assertThat(sql(login("postgres", TestServer.PASSWORD), WHO).status()).isEqualTo(200);
        assertThat(tunnel("", "postgres", TestServer.PASSWORD, 'D')).contains("postgres");
        assertThat(gateway.post(login("app", "app"), TestGateway.body(WHO)).status())
                .as("another instance")
                .isEqualTo(200);
    }

    @Test
    void mayNotFailMoreOftenByComingTogether() throws Exception {
        assertThat(statusesTogether(number -> "wrong" + number).stream().filter(status -> status == 400))
                .hasSize(FAILURES);
    }

    @Test
    void comeTogetherInAnyNumberWithTheRightPassword() throws Exception {
        assertThat(statusesTogether(number -> "app")).hasSize(TOGETHER).containsOnly(200);
    }

    private List<Integer> statusesTogether(IntFunction<String> password) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(TOGETHER);
        try {
            List<Callable<Integer>> logins = IntStream.range(0, TOGETHER)
                    .mapToObj(password)
                    .<Callable<Integer>>map(
                            each -> () -> sql(login("app", each), WHO).status())
                    .toList();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : threads.invokeAll(logins)) {
                statuses.add(status.get());
            }
            return statuses;
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void giveTheirSessionBackWhereNoBodyComes() throws IOException {
        try (RawClient client = new RawClient(endpoint.port())) {
            client.send("POST /sql HTTP/1.1\nHost: localhost:PORT\n" + login("app", "app") + "Content-Length: 9\n\n");
            await().until(() -> Queries.value(observer, "select count(*) from pg_stat_activity where usename = 'app'")
                    .equals("1"));
        }
    }
}

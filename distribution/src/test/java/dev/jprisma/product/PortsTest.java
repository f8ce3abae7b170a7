package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.product.Command.Result;
import dev.jprisma.state.ClosedPorts;
import dev.jprisma.state.InstancePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PortsTest {
    @RegisterExtension
    static final Product product = new Product();

    @Test
    void aBusyDefaultMovesAndIsRemembered() {
        product.run("dev", "-d", "-n", "first").expectSuccess();
        product.run("dev", "-d", "-n", "second").expectSuccess();
        int first = port("first");
        int second = port("second");
        assertThat(second).isNotEqualTo(first);

        product.run("dev", "stop", "first", "second").expectSuccess();
        product.run("dev", "start", "second").expectSuccess();
        assertThat(port("second")).isEqualTo(second);
    }

    @Test
    void aPortThatWasGivenOutIsKeptAndMovesOnlyIfToldTo() throws IOException {
        product.run("dev", "-d", "-n", "kept").expectSuccess();
        InstancePorts before = product.record("kept").ports();
        int database = before.database().number();
        product.run("dev", "stop", "kept").expectSuccess();

        try (ServerSocket stranger = new ServerSocket(database, 1, InetAddress.getLoopbackAddress())) {
            Result refused = product.run("dev", "start", "kept").expectExit(1);
            assertThat(refused.err())
                    .contains("kept: the database port " + stranger.getLocalPort() + " is in use by process "
                            + ProcessHandle.current().pid())
                    .contains("jprisma dev start kept --move-ports");
            assertThat(product.record("kept").ports()).isEqualTo(before);

            Result moved = product.run("dev", "start", "kept", "--move-ports").expectSuccess();
            assertThat(moved.err())
                    .contains("kept: its database port is " + port("kept") + " now, and was " + database)
                    .contains("jprisma dev env kept");
        }
        assertThat(product.record("kept").ports().numbers()).doesNotContain(database);
        assertThat(product.record("kept").ports().shadow()).isEqualTo(before.shadow());
        assertThat(product.sql("kept", "select 1")).isEqualTo("1");
        assertThat(product.run("dev", "ls").out()).contains("Former  " + database + " (database, until ");
        assertThat(product.listed("kept").at("/formerPorts/0/number").asInt()).isEqualTo(database);

        assertThat(product.run("dev", "-d", "-n", "heir", "--shadow-db-port", "" + database)
                        .expectExit(1)
                        .err())
                .contains("a former database port of instance kept");
        product.run("dev", "-d", "-n", "heir").expectSuccess();
        assertThat(product.record("heir").ports().numbers()).doesNotContain(database);
    }

    @Test
    void portsAreShownAndChangedUnlessAnotherHasTheNewOne() throws IOException {
        product.run("dev", "-d", "-n", "moving").expectSuccess();
        InstancePorts before = product.record("moving").ports();
        assertThat(product.run("dev", "ports", "moving").expectSuccess().out())
                .isEqualTo("Database  %s%nShadow    %s%nHTTP      %s%n"
                        .formatted(
                                before.database().number(),
                                before.shadow().number(),
                                before.http().number()));

        int free;
        try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = stranger.getLocalPort();
            assertThat(product.run("dev", "ports", "moving", "-P", "" + free, "--yes")
                            .expectExit(1)
                            .err())
                    .contains("in use by process " + ProcessHandle.current().pid());
        }
        assertThat(product.record("moving").ports()).isEqualTo(before);
        assertThat(product.sql("moving", "select 1")).isEqualTo("1");

        assertThat(product.run("dev", "ports", "moving", "-P", "" + free, "--yes")
                        .expectSuccess()
                        .out())
                .contains("Database  " + free);
        assertThat(port("moving")).isEqualTo(free);
        assertThat(product.sql("moving", "select 2")).isEqualTo("2");
    }

    @Test
    void aBusyNamedPortFailsNamingItsHolderAndMakesNothing() throws IOException {
        try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(stranger.getLocalPort());

            Result refused =
                    product.run("dev", "-d", "-n", "busy", "--db-port", port).expectExit(1);

            assertThat(refused.err()).contains("busy", "database port " + port);
            assertThat(refused.err())
                    .contains(Long.toString(ProcessHandle.current().pid()));
            assertThat(refused.out()).isEmpty();
            assertThat(product.status("busy")).isEqualTo("not listed");
        }
    }

    @Test
    void aPortOfAnotherInstanceFailsNamingThatInstance() {
        product.run("dev", "-d", "-n", "holder").expectSuccess();

        Result refused = product.run("dev", "-d", "-n", "late", "-P", Integer.toString(port("holder")))
                .expectExit(1);

        assertThat(refused.err()).contains("the database port of instance holder");

        int database = port("holder");
        product.run("dev", "stop", "holder").expectSuccess();
        product.run("dev", "-d", "-n", "late", "-P", Integer.toString(database)).expectExit(1);
    }

    @Test
    void namedPortsAreBoundAndKept() throws IOException {
        int http;
        int database;
        int shadow;
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket two = new ServerSocket(0);
                ServerSocket three = new ServerSocket(0)) {
            http = one.getLocalPort();
            database = two.getLocalPort();
            shadow = three.getLocalPort();
        }
        product.run("dev", "-d", "-n", "named", "-p", "" + http, "-P", "" + database, "--shadow-db-port", "" + shadow)
                .expectSuccess();
        assertThat(product.run("dev", "url", "named").out()).contains("localhost:" + database + "/");
        assertThat(product.run("dev", "url", "named", "--shadow").out()).contains("localhost:" + shadow + "/");
        assertThat(product.run("dev", "url", "named", "--http").out()).contains("localhost:" + http + "/");
        assertThat(product.psql(product.run("dev", "url", "named", "--shadow").line(), "select 1"))
                .isEqualTo("1");

        product.run("dev", "stop", "named").expectSuccess();
        try (ServerSocket stranger = new ServerSocket(database, 1, InetAddress.getLoopbackAddress())) {
            assertThat(product.run("dev", "start", "named").expectExit(1).err())
                    .contains("named", Integer.toString(stranger.getLocalPort()));
        }
        product.run("dev", "start", "named").expectSuccess();
    }

    @Test
    void whatNobodyServesIsSaidAndAPortThatWasTakenMeanwhileIsOpenedAgainWhenItIsFree() throws IOException {
        product.run("dev", "-d", "-n", "door").expectSuccess();
        InstancePorts ports = product.record("door").ports();
        product.run("daemon", "stop").expectSuccess();
        assertThat(product.run("dev", "ls").out()).contains("(not served: no daemon runs; jprisma dev start door");
        assertThat(product.run("dev", "url", "door", "--http").expectSuccess().err())
                .contains("HTTP port " + ports.http().number() + " of door is not served: no daemon runs");

        try (ServerSocket stranger = new ServerSocket(ports.http().number(), 1, InetAddress.getLoopbackAddress())) {
            Result started = product.run("dev", "start", "door").expectSuccess();
            String closed = "not served: it is in use by process "
                    + ProcessHandle.current().pid();
            assertThat(started.err()).contains("HTTP port " + stranger.getLocalPort() + " of door is " + closed);
            assertThat(product.run("dev", "ls").out()).containsOnlyOnce("(" + closed);
            assertThat(product.record("door").ports()).isEqualTo(ports);
            assertThat(product.sql("door", "select 1")).isEqualTo("1");
            assertThat(product.run("dev", "start", "door", "--move-ports")
                            .expectExit(1)
                            .err())
                    .contains("to move its ports: jprisma dev stop door");
        }
        Awaitility.await()
                .atMost(Product.LIMIT)
                .until(() -> product.record("door").closedDoors().equals(ClosedPorts.NONE));
        assertThat(product.run("dev", "ls").out()).doesNotContain("not served");
    }

    @Test
    void listensOnBothLoopbackAddresses() {
        product.run("dev", "-d", "-n", "loopback").expectSuccess();
        String url = product.run("dev", "url", "loopback").line();

        assertThat(product.psql(url.replace("localhost", "127.0.0.1"), "select 1"))
                .isEqualTo("1");
        assertThat(product.psql(url.replace("localhost", "[::1]"), "select 1")).isEqualTo("1");
    }

    private int port(String instance) {
        return product.listed(instance).path("databasePort").asInt();
    }
}

package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jprisma.postgres.FreePort;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.HttpLimits;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.Upstream;
import dev.jprisma.state.control.CloneDatabase;
import dev.jprisma.state.control.ClonedDatabase;
import dev.jprisma.state.control.LinkInstance;
import dev.jprisma.state.control.LinkedInstance;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.PasswordSet;
import dev.jprisma.state.control.RemoveInstance;
import dev.jprisma.state.control.RemovedInstance;
import dev.jprisma.state.control.SetPassword;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances that lead to a server which another daemon looks after. */
class LinkTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static TestDaemon elsewhere;
    private static InstanceView server;
    private static TestDaemon daemon;

    @BeforeAll
    static void start() throws IOException {
        elsewhere = new TestDaemon(folder.resolve("elsewhere")).start();
        server = elsewhere.create("server");
        daemon = new TestDaemon(folder.resolve("home")).start();
    }

    @AfterAll
    static void stop() throws Exception {
        daemon.stopEverything();
        elsewhere.stopEverything();
        assertNothingSecretIsLogged();
    }

    private static void assertNothingSecretIsLogged() throws IOException {
        assertThat(Files.readString(daemon.home().daemonLog()))
                .contains("linked to postgres://postgres:***@")
                .doesNotContain(url().replaceAll(".*:([^:@]*)@.*", "$1"));
    }

    private static String url() {
        return server.exports().database().connectionString();
    }

    private static LinkedInstance link(String name, String url, String shadowUrl) throws IOException {
        return daemon.call(
                Methods.INSTANCE_LINK,
                new LinkInstance(
                        new InstanceName(name),
                        new Upstream(url, shadowUrl, false),
                        FreePort.choose(),
                        null,
                        null,
                        null),
                LinkedInstance.class);
    }

    private static LinkedInstance linkAgain(String name, String url) throws IOException {
        return daemon.call(
                Methods.INSTANCE_LINK,
                new LinkInstance(new InstanceName(name), new Upstream(url, null, false), null, null, null, null),
                LinkedInstance.class);
    }

    private static HttpResponse<String> sql(InstanceView instance, String sql) throws Exception {
        URI url = URI.create(instance.exports().ppg().url());
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + url.getAuthority() + "/sql"))
                .header("Authorization", "Bearer " + url.getQuery().substring("api_key=".length()))
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\": \"" + sql + "\", \"params\": []}"))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void givesItTheLimitsOfProduction() throws Exception {
        LinkedInstance linked = daemon.call(
                Methods.INSTANCE_LINK,
                new LinkInstance(
                        new InstanceName("limited"),
                        new Upstream(url(), null, false),
                        FreePort.choose(),
                        null,
                        null,
                        HttpLimits.PRISMA),
                LinkedInstance.class);

        assertThat(linked.instance().limits()).isEqualTo(HttpLimits.PRISMA);
        assertThat(HttpLimitsTest.largeAnswer(linked.instance())).contains("P6009");
        assertThat(linkAgain("limited", url()).instance().limits()).isEqualTo(HttpLimits.PRISMA);
    }

    @Test
    void servesADatabaseElsewhereOverHttp() throws Exception {
        LinkedInstance linked = link("served", url(), null);

        InstanceView view = linked.instance();
        assertThat(linked.created()).isTrue();
        assertThat(linked.pooler()).isFalse();
        assertThat(view.status()).isEqualTo(InstanceStatus.RUNNING);
        assertThat(view.version()).isEqualTo(server.version());
        assertThat(view.exports().database().connectionString()).isEqualTo(url());
        assertThat(view.upstream()).contains(":***@");
        assertThat(List.of(view.pid() == null, view.databasePort() == null, view.dataDirectory() == null))
                .containsOnly(true);
        TestDaemon.query(server, "create table served (x int)");
        assertThat(sql(view, "insert into served values (7)").statusCode()).isEqualTo(200);
        assertThat(TestDaemon.query(server, "select x from served")).isEqualTo("7");
        assertThat(TestDaemon.queryShadow(view, "select current_database()")).isEqualTo("shadow");
        assertThat(view.exports().ppg().url())
                .doesNotContain(server.exports().ppg().url());
    }

    @Test
    void isStoppedStartedAndForgottenWithoutATouchOfTheServer() throws Exception {
        InstanceView view = link("stopped", url(), null).instance();

        assertThat(daemon.stop("stopped")).isTrue();
        assertThat(daemon.stop("stopped")).isFalse();
        assertThat(daemon.view("stopped").status()).isEqualTo(InstanceStatus.NOT_RUNNING);
        assertThatThrownBy(() -> sql(view, "select 1")).isInstanceOf(IOException.class);

        InstanceView again = daemon.startAgain("stopped").instance();
        assertThat(again.exports()).isEqualTo(view.exports());
        assertThat(sql(again, "select 1").statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> remove("stopped", false)).hasMessageContaining("is running");
        remove("stopped", true);

        assertThat(Files.exists(daemon.home().instanceDirectory(new InstanceName("stopped"))))
                .isFalse();
        assertThat(TestDaemon.query(server, "select 1")).isEqualTo("1");
    }

    private static void remove(String name, boolean force) throws IOException {
        daemon.call(
                Methods.INSTANCE_REMOVE,
                new RemoveInstance(new InstanceName(name), force, false),
                RemovedInstance.class);
    }

    @Test
    void keepsItsHttpUrlWhenItIsLedElsewhere() throws Exception {
        InstanceView before = link("moved", url(), null).instance();
        TestDaemon.query(server, "create role other login superuser password 'other'");

        InstanceView after = linkAgain("moved", url().replaceAll("//[^@]*@", "//other:other@"))
                .instance();

        assertThat(after.exports().ppg()).isEqualTo(before.exports().ppg());
        assertThat(sql(after, "select session_user as who").body()).contains("\"who\":\"other\"");
    }

    @Test
    void isServedAgainByTheNextDaemon() throws Exception {
        InstanceView view = link("adopted", url(), null).instance();

        daemon.kill();
        assertThat(daemon.view("adopted").closedDoors()).isNotNull();
        daemon.start();

        await().atMost(TestDaemon.PATIENCE)
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(sql(view, "select 1").statusCode()).isEqualTo(200));
        assertThat(daemon.view("adopted").exports()).isEqualTo(view.exports());
    }

    @Test
    void takesAShadowDatabaseElsewhere() throws Exception {
        String shadow = url().replace("/postgres?", "/elsewhere?");

        InstanceView view = link("shadowed", url(), shadow).instance();

        assertThat(view.exports().shadowDatabase().connectionString()).isEqualTo(shadow);
        assertThat(view.shadowDatabasePort()).isNull();
        assertThat(view.closedDoors()).isNull();
    }

    @Test
    void linksNothingThatCannotBeLoggedInTo() throws IOException {
        String nobody = "postgres://u:geheim@localhost:" + FreePort.choose() + "/d";
        assertRefused(() -> link("nowhere", nobody, null), ErrorKind.POSTGRES_FAILED, "No server listens");
        assertRefused(
                () -> link("nowhere", url().replaceAll("//[^@]*@", "//postgres:geheim@"), null),
                ErrorKind.POSTGRES_FAILED,
                "password authentication failed");
        assertRefused(
                () -> link("nowhere", url().replace("disable", "require"), null), ErrorKind.POSTGRES_FAILED, "no TLS");
        assertRefused(() -> link("nowhere", url() + "&channel_binding=x", null), ErrorKind.INVALID, "one of disable");
        assertThat(Files.exists(daemon.home().instanceDirectory(new InstanceName("nowhere"))))
                .isFalse();
    }

    @Test
    void refusesWhatIsTheServersOwnBusiness() throws IOException {
        link("foreign", url(), null);
        InstanceName name = new InstanceName("foreign");

        assertRefused(
                () -> daemon.call(Methods.INSTANCE_PASSWORD, new SetPassword(name, null), PasswordSet.class),
                ErrorKind.INVALID,
                "whose password is changed there");
        assertRefused(
                () -> daemon.call(Methods.DATABASE_CLONE, new CloneDatabase(name, "postgres"), ClonedDatabase.class),
                ErrorKind.INVALID,
                "is linked to");
        daemon.create("own");
        assertRefused(() -> link("own", url(), null), ErrorKind.INVALID, "a server and data of its own");
    }

    private interface Request {
        Object run() throws Exception;
    }

    private static void assertRefused(Request request, ErrorKind kind, String why) {
        assertThatThrownBy(request::run)
                .isInstanceOfSatisfying(
                        JprismaException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(why)
                .hasMessageNotContaining("geheim");
    }

    @Test
    void keepsItsSecretsFromOtherUsers() throws IOException {
        link("secret", url(), null);
        Path record =
                daemon.home().instanceDirectory(new InstanceName("secret")).resolve("instance.json");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(record)))
                .isEqualTo("rw-------");
    }
}

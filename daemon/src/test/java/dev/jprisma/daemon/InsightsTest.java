package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.state.AlteredSettings;
import dev.jprisma.state.ConnectionUrls;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.RecordingSettings;
import dev.jprisma.state.control.ControlConnection;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.ReadInsights;
import dev.jprisma.state.control.ReadStatement;
import dev.jprisma.state.insights.Advice;
import dev.jprisma.state.insights.AdviceRule;
import dev.jprisma.state.insights.GatewayTraffic;
import dev.jprisma.state.insights.InsightsReport;
import dev.jprisma.state.insights.StatementDetail;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real server does, who asks for it, and that nothing of the recording is left behind. */
class InsightsTest {
    private static final String SECRET = "s3cret-of-bob";

    @TempDir
    private Path folder;

    private TestDaemon daemon;
    private InstanceView shop;

    @BeforeEach
    void start() throws IOException {
        daemon = new TestDaemon(folder.resolve("home")).start();
        shop = daemon.create("shop");
    }

    @AfterEach
    void stop() throws Exception {
        daemon.stopEverything();
        TestDaemon.deleteServerFilesOf(daemon.home().root());
    }

    @Test
    void aRecordingEndsWithTheConnectionThatHoldsItAndLeavesSettingsAndLogAsTheyWere() throws Exception {
        TestDaemon.query(shop, "ALTER SYSTEM SET log_line_prefix = 'mine %p '");
        TestDaemon.query(shop, "ALTER SYSTEM SET work_mem = '9MB'");
        String before = settingsFile();
        try (ControlConnection watcher = daemon.connect()) {
            try (ControlConnection other = daemon.connect()) {
                assertThat(read(watcher, true).recording()).isTrue();
                assertThat(read(other, true).recording()).isTrue();
                awaitSetting("log_min_duration_sample", "0");
                TestDaemon.query(shop, "CREATE ROLE bob PASSWORD '" + SECRET + "'");
                TestDaemon.query(shop, "CREATE TABLE item (id int)");
                TestDaemon.query(shop, "SELECT max('" + SECRET + "') FROM item");
                assertThat(RecordJson.write(awaitStatements(watcher))).doesNotContain(SECRET);
            }
            assertThat(read(watcher, true).recording()).isTrue();
            assertThat(settings()).matches(RecordingSettings::areIn);
        }
        Awaitility.await().atMost(TestDaemon.PATIENCE).until(() -> !RecordingSettings.areIn(settings()));
        assertThat(settingsFile()).isEqualTo(before);
        awaitSetting("log_min_duration_sample", "-1");
        awaitSetting("log_line_prefix", "mine %p ");
        Awaitility.await()
                .atMost(TestDaemon.PATIENCE)
                .untilAsserted(() -> assertThat(log()).doesNotContain(SECRET).doesNotContain("duration: "));
        assertThat(report().recording()).isFalse();
    }

    @Test
    void whatAKilledDaemonLeftIsTakenBackByTheNextOne() throws Exception {
        String before = settingsFile();
        try (ControlConnection watcher = daemon.connect()) {
            read(watcher, true);
            awaitSetting("log_min_duration_sample", "0");
            TestDaemon.query(shop, "CREATE ROLE bob PASSWORD '" + SECRET + "'");
            Awaitility.await().atMost(TestDaemon.PATIENCE).until(() -> log().contains(SECRET));
            daemon.kill();
        }
        assertThat(settings()).matches(RecordingSettings::areIn);

        daemon.start();
        awaitSetting("log_min_duration_sample", "-1");
        assertThat(withoutHead(settingsFile())).isEqualTo(withoutHead(before));
        Awaitility.await()
                .atMost(TestDaemon.PATIENCE)
                .untilAsserted(() -> assertThat(log()).doesNotContain(SECRET));
    }

    @Test
    void aServerThatIsStartedAnewDoesNotRecord() throws Exception {
        try (ControlConnection watcher = daemon.connect()) {
            read(watcher, true);
            daemon.stop("shop");
        }
        shop = daemon.startAgain("shop").instance();

        awaitSetting("log_min_duration_sample", "-1");
        assertThat(settings()).matches(settings -> !RecordingSettings.areIn(settings));
    }

    @Test
    void aStatementOfEachFaultGetsItsAdviceAloneAndNamesItsCaller() throws Exception {
        TestDaemon.query(
                shop,
                "CREATE TABLE post (id int PRIMARY KEY, author int, title text);"
                        + "INSERT INTO post SELECT i, i % 1000, 'title ' || i FROM generate_series(1, 30000) i;"
                        + "CREATE TABLE author (id int PRIMARY KEY, name text);"
                        + "INSERT INTO author SELECT i, 'name ' || i FROM generate_series(0, 999) i; ANALYZE");
        try (ControlConnection watcher = daemon.connect();
                Connection session = TestDaemon.session(shop)) {
            read(watcher, true);
            awaitSetting("log_min_duration_sample", "0");

            execute(session, "SELECT id, title FROM post WHERE id BETWEEN 20 AND 45" + call("Post.findMany"));
            for (int i = 20; i < 45; i++) {
                execute(session, "SELECT name FROM author WHERE id = ?" + call("Author.findUnique"), i);
            }
            execute(session, "SELECT * FROM post WHERE author = ?" + call("Post.findByAuthor"), 7);
            execute(session, "SELECT title FROM post ORDER BY id LIMIT 10 OFFSET ?" + call("Post.page"), 20_000);
            for (int i = 0; i < 30; i++) {
                execute(session, "SELECT count(*) FROM author WHERE id < ?" + call("Author.count"), 10);
            }
            lockWait();

            List<Advice> advice = awaitAdvice(watcher, AdviceRule.LOCK_WAIT);
            assertThat(advice)
                    .extracting(each -> each.rule() + " " + each.callers())
                    .containsExactlyInAnyOrder(
                            "n_plus_one [Author.findUnique]",
                            "sequential_scan [Post.findByAuthor]",
                            "large_offset [Post.page]",
                            "repeated_read [Author.count]",
                            "lock_wait [Author.update]");
            Advice scan = advice.stream()
                    .filter(each -> each.rule() == AdviceRule.SEQUENTIAL_SCAN)
                    .findFirst()
                    .orElseThrow();
            assertThat(scan.remedy()).isEqualTo("CREATE INDEX ON \"post\" (author);");
            assertThat(scan.evidence()).contains("30 000 rows for 30 on average", "tried and taken back");
            assertThat(TestDaemon.query(shop, "SELECT count(*) FROM pg_indexes WHERE tablename = 'post'"))
                    .isEqualTo("1");

            StatementDetail detail = daemon.call(
                    Methods.INSIGHTS_STATEMENT,
                    new ReadStatement(new InstanceName("shop"), scan.statement()),
                    StatementDetail.class);
            assertThat(detail.plan()).contains("Seq Scan on public.post");
            assertThat(detail.prompt())
                    .contains("SELECT * FROM post WHERE author = $1", "Seq Scan", "author integer", "CREATE INDEX ON")
                    .contains("Called by Post.findByAuthor");
        }
    }

    @Test
    void withoutARecordingThereIsWhatIsCountedAndWhatIsMissingIsSaid() throws Exception {
        TestDaemon.query(shop, "CREATE TABLE item (id int)");
        TestDaemon.query(shop, "INSERT INTO item SELECT generate_series(1, 10)");

        InsightsReport report = report();
        assertThat(report.recording()).isFalse();
        assertThat(report.notes()).anyMatch(note -> note.contains("--watch"));
        assertThat(report.statements()).anySatisfy(statement -> {
            assertThat(statement.sql()).isEqualTo("INSERT INTO item SELECT generate_series($1, $2)");
            assertThat(statement.rows()).isEqualTo(10);
            assertThat(statement.tables()).containsExactly("item");
        });
        assertThat(TestDaemon.query(shop, "SELECT count(*) FROM pg_extension WHERE extname <> 'plpgsql'"))
                .isEqualTo("0");

        daemon.stop("shop");
        assertThatThrownBy(this::report).isInstanceOf(JprismaException.class).hasMessageContaining("does not run");
    }

    @Test
    void whatCameOverTheHttpPortIsCounted() throws Exception {
        assertThat(report().traffic().requests()).isZero();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + shop.port() + "/sql"))
                .header(
                        "Authorization",
                        "Bearer " + ConnectionUrls.of(daemon.record("shop")).apiKey())
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"select 1\"}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);

        GatewayTraffic traffic = report().traffic();
        assertThat(traffic.requests()).isEqualTo(1);
        assertThat(traffic.failures()).isZero();
        assertThat(traffic.answerBytes()).isPositive();
    }

    private void lockWait() throws Exception {
        try (Connection holder = TestDaemon.session(shop);
                Connection waiter = TestDaemon.session(shop)) {
            holder.setAutoCommit(false);
            execute(holder, "UPDATE author SET name = 'held' WHERE id = 1");
            Thread waiting = NamedThreads.start("waiter", () -> {
                try {
                    execute(waiter, "UPDATE author SET name = ? WHERE id = 1" + call("Author.update"), "waited");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            try (ControlConnection looker = daemon.connect()) {
                awaitAdvice(looker, AdviceRule.LOCK_WAIT);
            }
            holder.commit();
            waiting.join();
        }
    }

    private List<Advice> awaitAdvice(ControlConnection watcher, AdviceRule rule) {
        return Awaitility.await()
                .atMost(TestDaemon.PATIENCE)
                .until(
                        () -> read(watcher, true).advice(),
                        advice -> advice.stream().anyMatch(each -> each.rule() == rule));
    }

    private InsightsReport awaitStatements(ControlConnection watcher) {
        return Awaitility.await()
                .atMost(TestDaemon.PATIENCE)
                .until(
                        () -> read(watcher, true),
                        report -> report.statements().stream()
                                .anyMatch(statement -> !statement.callers().isEmpty()));
    }

    private static String call(String action) {
        String arguments = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"take\":10}".getBytes(StandardCharsets.UTF_8));
        return " /*prismaQuery='" + action + "%3A" + arguments + "'*/";
    }

    private static void execute(Connection session, String sql, Object... values) throws Exception {
        try (PreparedStatement statement = session.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }

    private InsightsReport read(ControlConnection connection, boolean record) throws IOException {
        return daemon.call(
                connection,
                Methods.INSIGHTS_READ,
                new ReadInsights(new InstanceName("shop"), record),
                InsightsReport.class);
    }

    private InsightsReport report() throws IOException {
        try (ControlConnection connection = daemon.connect()) {
            return read(connection, false);
        }
    }

    private void awaitSetting(String name, String value) {
        Awaitility.await().atMost(TestDaemon.PATIENCE).until(() -> show(name), value::equals);
    }

    private String show(String name) throws Exception {
        try (Connection session = TestDaemon.session(shop);
                Statement statement = session.createStatement();
                var rows = statement.executeQuery("SELECT setting FROM pg_settings WHERE name = '" + name + "'")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private Path data() {
        return daemon.record("shop").dataDirectory(daemon.home());
    }

    private AlteredSettings settings() {
        return AlteredSettings.of(data());
    }

    private String settingsFile() throws IOException {
        return Files.readString(data().resolve(AlteredSettings.FILE));
    }

    private static String withoutHead(String settings) {
        return settings.lines().filter(line -> !line.startsWith("#")).toList().toString();
    }

    private String log() throws IOException {
        return Files.readString(daemon.home().postgresLog(new InstanceName("shop")));
    }
}

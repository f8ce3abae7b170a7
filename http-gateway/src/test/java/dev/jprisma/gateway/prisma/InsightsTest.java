package dev.jprisma.gateway.prisma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jprisma.gateway.NodeProject;
import dev.jprisma.gateway.TestGateway;
import dev.jprisma.gateway.TestServer;
import dev.jprisma.insights.InstanceInsights;
import dev.jprisma.insights.Recorder;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.state.RecordingSettings;
import dev.jprisma.state.insights.Advice;
import dev.jprisma.state.insights.AdviceRule;
import dev.jprisma.state.insights.InsightsReport;
import dev.jprisma.state.insights.StatementCaller;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the insights say of applications with Prisma Client's real calls, over TCP and over HTTP. */
class InsightsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String ROWS =
            "INSERT INTO \"Author\" (id, name) SELECT i, 'author ' || i FROM generate_series(1, 1000) i;"
                    + "INSERT INTO \"Book\" (shelf, place, title, price, \"authorId\")"
                    + " SELECT i / 100, i % 100, 'title ' || i, 1, 1 + i % 1000 FROM generate_series(0, 29999) i; ANALYZE";

    @TempDir
    private Path folder;

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final TestServer server = TestServer.get();
    private NodeProject node;
    private TestGateway gateway;
    private InstanceInsights insights;

    @BeforeEach
    void watch() throws Exception {
        node = NodeProject.installed();
        gateway = new TestGateway();
        node.typeScript(60, gateway.urls(), "tables.ts", "schema.sql");
        server.script(ROWS);
        insights = new InstanceInsights(
                "tested", server.address(), server.log(), folder.resolve("insights.load"), recorder(), scheduler);
        insights.watch();
        await().atMost(PATIENCE)
                .until(() -> server.value("SHOW log_min_duration_sample").equals("0"));
    }

    @AfterEach
    void close() {
        if (insights != null) {
            insights.close();
            gateway.close();
        }
        scheduler.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "http"})
    void eachFaultGetsItsAdviceAloneAndNamesThePrismaCall(String over) throws Exception {
        List<Advice> advice;
        try (PostgresConnection holder = server.connect()) {
            holder.query("BEGIN; UPDATE \"Author\" SET secret = 'held' WHERE id = 1", ResultReceiver.NONE);
            CompletableFuture<Void> application = CompletableFuture.runAsync(() -> run(over, "faulty"));
            advice = await().atMost(PATIENCE)
                    .until(
                            () -> insights.report().advice(),
                            all -> application.isDone()
                                    || all.stream().anyMatch(each -> each.rule() == AdviceRule.LOCK_WAIT));
            holder.query("COMMIT", ResultReceiver.NONE);
            application.join();
        }

        assertThat(advice)
                .extracting(each -> each.rule() + " " + each.callers())
                .containsExactlyInAnyOrder(
                        "n_plus_one [Author.findUnique]",
                        "sequential_scan [Book.findMany]",
                        "large_offset [Book.findMany]",
                        "repeated_read [Author.findFirst]",
                        "lock_wait [Author.updateMany]");
        assertThat(insights.report().statements())
                .flatExtracting(statement -> statement.callers())
                .extracting(StatementCaller::arguments)
                .anySatisfy(arguments ->
                        assertThat(arguments).contains("\"skip\":20000").contains("\"shelf\":\"asc\""))
                .allSatisfy(arguments -> assertThat(String.valueOf(arguments)).doesNotContain("author 3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "http"})
    void anApplicationWithoutFaultsGetsNoAdvice(String over) {
        run(over, "sound");

        InsightsReport report = await().atMost(PATIENCE)
                .until(
                        insights::report,
                        all -> all.statements().stream()
                                .flatMap(statement -> statement.callers().stream())
                                .anyMatch(caller -> caller.name().equals("Note.createOne")));
        assertThat(report.advice()).isEmpty();
    }

    @Test
    void theCasesOfPrismaClientGetNoAdvice() throws Exception {
        node.generateTypedSql(gateway.urls());
        node.typeScript(600, gateway.urls(), "run.ts");

        InsightsReport report = insights.report();
        assertThat(report.statements()).hasSizeGreaterThan(50);
        assertThat(report.advice()).isEmpty();
    }

    private void run(String over, String kind) {
        try {
            node.typeScript(120, gateway.urls(), "insights.ts", over, kind);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Recorder recorder() {
        return new Recorder() {
            @Override
            public void record(long oneIn) {
                server.set(settings -> RecordingSettings.addTo(settings, oneIn));
            }

            @Override
            public boolean isRecording() {
                return true;
            }

            @Override
            public void stop() {
                server.set(RecordingSettings::takeFrom);
            }
        };
    }
}

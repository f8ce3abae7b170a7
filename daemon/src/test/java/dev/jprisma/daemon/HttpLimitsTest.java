package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.state.HttpLimits;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits of production, of one instance and of all of a daemon. */
class HttpLimitsTest {
    private static final String LARGE_QUERY = "{\"operation\":\"queryRaw\",\"params\":{},\"plan\":{\"type\":\"query\","
            + "\"args\":{\"type\":\"rawSql\",\"sql\":\"select repeat('x', 6000000)\",\"args\":[],\"argTypes\":[]}}}";

    @TempDir
    private Path folder;

    @Test
    void anInstanceKeepsThoseThatItWasGiven() throws Exception {
        TestDaemon daemon = new TestDaemon(folder.resolve("home")).start();
        try {
            StartInstance limited = TestDaemon.request("limited", false).limiting(HttpLimits.PRISMA);
            InstanceView instance = start(daemon, limited);
            assertThat(instance.limits()).isEqualTo(HttpLimits.PRISMA);
            assertThat(largeAnswer(instance)).contains("P6009");
            assertThat(largeAnswer(daemon.create("other"))).contains("xxx");

            StartInstance none = StartInstance.existing(limited.name(), false).limiting(HttpLimits.NONE);
            assertThatThrownBy(() -> start(daemon, none))
                    .hasMessageContaining("limited runs already, with the limits prisma; to change that:");

            daemon.stop("limited");
            assertThat(daemon.view("limited").limits()).isEqualTo(HttpLimits.PRISMA);
            assertThat(largeAnswer(daemon.startAgain("limited").instance())).contains("P6009");

            daemon.stop("limited");
            assertThat(largeAnswer(start(daemon, none))).contains("xxx");
        } finally {
            daemon.stopEverything();
        }
    }

    @Test
    void thoseOfTheDaemonAreOfAllThatHaveNoneOfTheirOwn() throws Exception {
        TestDaemon daemon = new TestDaemon(folder.resolve("home"))
                .with("JPRISMA_HTTP_LIMITS", "prisma")
                .start();
        try {
            StartInstance none = TestDaemon.request("none", false).limiting(HttpLimits.NONE);
            assertThat(largeAnswer(daemon.create("limited"))).contains("P6009");
            assertThat(largeAnswer(start(daemon, none))).contains("xxx");
        } finally {
            daemon.stopEverything();
        }
    }

    @Test
    void refusesThoseThatNobodyKnows() throws Exception {
        Path home = folder.resolve("home");
        TestDaemon daemon = new TestDaemon(home).with("JPRISMA_HTTP_LIMITS", "vercel");

        daemon.launch();

        assertThat(daemon.process().waitFor()).isEqualTo(1);
        assertThat(home.resolve("daemon.log")).content().contains("JPRISMA_HTTP_LIMITS=vercel: it can be prisma");
    }

    private static InstanceView start(TestDaemon daemon, StartInstance request) throws Exception {
        return daemon.call(Methods.INSTANCE_START, request, StartedInstance.class)
                .instance();
    }

    static String largeAnswer(InstanceView instance) throws Exception {
        String url = instance.exports().ppg().url();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + instance.port() + "/query"))
                .header("Authorization", "Bearer " + url.substring(url.indexOf("api_key=") + "api_key=".length()))
                .header("Prisma-Engine-Hash", "7.10.0")
                .POST(HttpRequest.BodyPublishers.ofString(LARGE_QUERY))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}

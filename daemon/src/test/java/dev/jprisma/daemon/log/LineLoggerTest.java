package dev.jprisma.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

@Tag("fast")
class LineLoggerTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LogLines lines = new LogLines(new PrintStream(written, true, StandardCharsets.UTF_8));

    private Logger named(String name) {
        return new LineLogger(name, lines);
    }

    private String written() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesWhatOurCodeSaysFromInfoOn() {
        Logger logger = named("dev.jprisma.postgres.Storage");
        logger.debug("of no interest");
        logger.info("{} of {}", 1, "x");
        logger.warn("careful");
        logger.error("failed: {}", "why", new IllegalStateException("because"));
        assertThat(written().lines())
                .anyMatch(line -> line.endsWith(" INFO 1 of x"))
                .anyMatch(line -> line.endsWith(" WARN careful"))
                .anyMatch(line -> line.endsWith(" ERROR failed: why"))
                .anyMatch(line -> line.equals("    java.lang.IllegalStateException: because"))
                .noneMatch(line -> line.contains("interest"));
    }

    @Test
    void writesOnlyWarningsOfLibraries() {
        Logger logger = named("org.eclipse.jetty.server.Server");
        logger.info("started");
        logger.warn("careful");
        assertThat(logger.isInfoEnabled()).isFalse();
        assertThat(written().lines()).hasSize(1).allMatch(line -> line.endsWith(" WARN careful"));
    }

    @Test
    void leavesMalformedRequestsToTheGatewaysOwnLine() {
        named("org.eclipse.jetty.http.HttpParser").error("a stack trace", new IllegalStateException());
        assertThat(written()).isEmpty();
    }

    @Test
    void writesOnlySoManyLinesOfAKindAndThoseOfOthers() {
        Logger flood = named("dev.jprisma.Flood");
        for (int i = 0; i < LogRate.MOST_LINES + 5; i++) {
            flood.info("again");
        }
        named("dev.jprisma.Other").info("heard");
        assertThat(written().lines().filter(line -> line.endsWith("again"))).hasSize(LogRate.MOST_LINES);
        assertThat(written()).contains("heard");
    }
}

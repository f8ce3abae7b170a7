package dev.jprisma.daemon;

import dev.jprisma.gateway.settings.AnswerSettings;
import dev.jprisma.gateway.settings.BodySettings;
import dev.jprisma.gateway.settings.GatewaySettings;
import dev.jprisma.gateway.settings.PoolSettings;
import dev.jprisma.gateway.settings.SessionSettings;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.HttpLimits;
import dev.jprisma.state.JprismaException;
import java.time.Duration;
import java.util.Arrays;

/**
 * What can be set of a daemon, in its environment.
 *
 * @param idleLimit {@code JPRISMA_DAEMON_IDLE_SECONDS}, 300: how long it stays when no instance runs and nobody is
 *     connected
 * @param shadowIdleLimit {@code JPRISMA_SHADOW_IDLE_SECONDS}, 60: how long a shadow database stays without a connection
 * @param snapshotBytes {@code JPRISMA_SNAPSHOT_BYTES}, 20 GiB: how much the snapshots of the home may take together
 * @param historyLook {@code JPRISMA_HISTORY_LOOK_SECONDS}, 15: how often the histories of instances are looked after
 * @param gateway {@code JPRISMA_HTTP_BODY_BYTES}, {@code JPRISMA_HTTP_STREAM_BYTES}, {@code JPRISMA_HTTP_ANSWER_BYTES},
 *     {@code JPRISMA_HTTP_STATEMENT_SECONDS}, {@code JPRISMA_HTTP_CONNECTIONS} and {@code JPRISMA_HTTP_SESSIONS}, by
 *     default what the gateway's are; {@code JPRISMA_HTTP_LIMITS}, none: {@link HttpLimits} of production
 */
record DaemonSettings(
        Duration idleLimit,
        Duration shadowIdleLimit,
        long snapshotBytes,
        Duration historyLook,
        GatewaySettings gateway) {
    private static final long SNAPSHOT_BYTES = 20L << 30;

    static DaemonSettings fromEnvironment() {
        return new DaemonSettings(
                seconds("JPRISMA_DAEMON_IDLE_SECONDS", Duration.ofSeconds(300)),
                seconds("JPRISMA_SHADOW_IDLE_SECONDS", Duration.ofSeconds(60)),
                number("JPRISMA_SNAPSHOT_BYTES", SNAPSHOT_BYTES),
                seconds("JPRISMA_HISTORY_LOOK_SECONDS", Duration.ofSeconds(15)),
                gatewayFromEnvironment());
    }

    private static GatewaySettings gatewayFromEnvironment() {
        BodySettings bodies = BodySettings.defaults();
        AnswerSettings answers = AnswerSettings.defaults();
        PoolSettings pool = PoolSettings.defaults();
        SessionSettings sessions = SessionSettings.defaults();
        return GatewaySettings.defaults()
                .withBodies(bodies.withLimits(
                        number("JPRISMA_HTTP_BODY_BYTES", bodies.limit()),
                        number("JPRISMA_HTTP_STREAM_BYTES", bodies.streamedLimit())))
                .withAnswers(new AnswerSettings(
                        seconds("JPRISMA_HTTP_STATEMENT_SECONDS", answers.statementTimeout()),
                        number("JPRISMA_HTTP_ANSWER_BYTES", answers.limit())))
                .withPool(pool.withSize(Math.max(1, count("JPRISMA_HTTP_CONNECTIONS", pool.size()))))
                .withSessions(sessions.withLimit(count("JPRISMA_HTTP_SESSIONS", sessions.limit())))
                .withLimits(LimitsOfProduction.of(limits()));
    }

    private static HttpLimits limits() {
        String variable = "JPRISMA_HTTP_LIMITS";
        String text = System.getenv(variable);
        if (text == null || text.isBlank()) {
            return HttpLimits.NONE;
        }
        return Arrays.stream(HttpLimits.values())
                .filter(limits -> limits.toString().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() ->
                        new JprismaException(ErrorKind.INVALID, variable + "=" + text + ": it can be prisma, or none"));
    }

    private static Duration seconds(String variable, Duration byDefault) {
        return Duration.ofSeconds(number(variable, byDefault.toSeconds()));
    }

    private static int count(String variable, int byDefault) {
        return (int) Math.min(Integer.MAX_VALUE, number(variable, byDefault));
    }

    private static long number(String variable, long byDefault) {
        String text = System.getenv(variable);
        if (text == null || text.isBlank()) {
            return byDefault;
        }
        if (!text.matches("[0-9]{1,12}")) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    variable + "=" + text + ": give a number of at most 12 digits, such as " + byDefault);
        }
        return Long.parseLong(text);
    }
}

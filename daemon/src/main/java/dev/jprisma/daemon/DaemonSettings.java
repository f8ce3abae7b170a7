package dev.jprisma.daemon;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.time.Duration;

/**
 * What can be set of a daemon, in its environment and in whole seconds.
 *
 * @param idleLimit {@code JPRISMA_DAEMON_IDLE_SECONDS}, 300: how long it stays when no instance runs and nobody is
 *     connected
 * @param shadowIdleLimit {@code JPRISMA_SHADOW_IDLE_SECONDS}, 60: how long a shadow database stays without a connection
 */
record DaemonSettings(Duration idleLimit, Duration shadowIdleLimit) {
    static DaemonSettings fromEnvironment() {
        return new DaemonSettings(
                seconds("JPRISMA_DAEMON_IDLE_SECONDS", 300), seconds("JPRISMA_SHADOW_IDLE_SECONDS", 60));
    }

    private static Duration seconds(String variable, long byDefault) {
        String text = System.getenv(variable);
        if (text == null || text.isBlank()) {
            return Duration.ofSeconds(byDefault);
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw new JprismaException(
                    ErrorKind.INVALID, variable + "=" + text + ": give a number of seconds, such as " + byDefault);
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }
}

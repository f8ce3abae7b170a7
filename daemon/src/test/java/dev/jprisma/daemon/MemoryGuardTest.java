package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.daemon.log.DaemonLog;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoryGuardTest {

    private final AtomicBoolean hasRoom = new AtomicBoolean();
    private final AtomicInteger ends = new AtomicInteger();
    private final MemoryGuard guard = new MemoryGuard(hasRoom::get, ends::incrementAndGet);

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            guard.look();
        }
    }

    @Test
    void endsAProcessWithoutMemory() {
        look(5);
        assertThat(ends).hasValue(0);
        look(1);
        assertThat(ends).hasValue(1);
    }

    @Test
    void letsAProcessGoOnThatHasSomeAgain() {
        for (int i = 0; i < 10; i++) {
            hasRoom.set(false);
            look(5);
            hasRoom.set(true);
            look(1);
        }
        assertThat(ends).hasValue(0);
    }

    @Test
    void endsAProcessWhoseHeapIsExhaustedToTheLastByte() throws Exception {
        assertThat(exitCodeOf("looks")).isEqualTo(1);
    }

    @Test
    void endsAProcessOfWhichAThreadDiesForWantOfMemory() throws Exception {
        assertThat(exitCodeOf("dies")).isEqualTo(1);
    }

    private static int exitCodeOf(String how) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Exhausted.class.getName(),
                        how)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** A process that takes all memory it gets. */
    static final class Exhausted {
        private static final int NOT_ENDED = 7;
        private static Object[] all;

        private Exhausted() {}

        public static void main(String[] how) {
            DaemonLog.install();
            MemoryGuard.endWithErrors();
            // As the daemon has one, with which the JVM loads what ends it.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {}));
            MemoryGuard guard = MemoryGuard.ofProcess();
            if (how[0].equals("dies")) {
                new Thread(() -> {
                            takeAll();
                            all = new Object[Integer.MAX_VALUE / 2];
                        })
                        .start();
                return;
            }
            takeAll();
            for (int i = 0; i < 6; i++) {
                guard.look();
            }
            Runtime.getRuntime().halt(NOT_ENDED);
        }

        private static void takeAll() {
            for (int size = 1 << 20; size > 0; size /= 2) {
                try {
                    while (true) {
                        all = new Object[] {all, new byte[size]};
                    }
                } catch (OutOfMemoryError smallerOnes) {
                    continue;
                }
            }
        }
    }
}

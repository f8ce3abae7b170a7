package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.product.Command.Result;
import dev.jprisma.state.ProcessIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A daemon that lives and does nothing: every command ends and says what to type, and that helps. */
class HungDaemonTest {
    @RegisterExtension
    final Product product = new Product();

    @Test
    void isToldAndEndedByForce() {
        product.run("dev", "-d", "-n", "a").expectSuccess();
        ProcessIdentity postmaster = product.record("a").postmaster();
        ProcessIdentity daemon = product.daemon();
        hang(daemon);

        Command status = product.start("daemon", "status");
        Command stop = product.start("dev", "stop", "-y", "a");
        for (Command asking : List.of(status, stop)) {
            assertThat(asking.await(Product.LIMIT).expectExit(1).err())
                    .contains("process " + daemon.pid(), "it hangs", "jprisma daemon stop");
        }
        Result ended = product.run("daemon", "stop").expectSuccess();

        assertThat(ended.err()).contains("ending it by force");
        assertThat(ended.out()).contains("The daemon has ended.");
        assertThat(daemon.isAlive()).isFalse();
        assertThat(postmaster.isAlive()).isTrue();
        product.run("dev", "stop", "-y", "a").expectSuccess();
        assertThat(product.status("a")).isEqualTo("not_running");
    }

    /** A process is not stopped yet when the signal has been sent. */
    private static void hang(ProcessIdentity process) {
        String stop = "kill -STOP PID && until [ \"$(ps -o stat= -p PID | cut -c1)\" = T ]; do sleep 0.01; done";
        Command.run(
                        Duration.ofSeconds(30),
                        Map.of(),
                        List.of("sh", "-c", stop.replace("PID", Long.toString(process.pid()))))
                .expectSuccess();
    }
}

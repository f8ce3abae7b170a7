package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class TrashRetriesTest {
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    private boolean fails = true;
    private final TrashRetries retries = new TrashRetries(scheduler, Runnable::run, () -> {
        if (fails) {
            throw new IOException("in use");
        }
    });

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void howeverManyDeletionsFailOneTryWaits() {
        scheduler.setRemoveOnCancelPolicy(true);
        for (int i = 0; i < 3; i++) {
            retries.soon();
            retries.now();
        }

        assertThat(scheduler.getQueue()).hasSize(1);
    }

    @Test
    void whatWasDeletedIsNotTriedAgain() {
        fails = false;

        retries.now();

        assertThat(scheduler.getQueue()).isEmpty();
    }
}

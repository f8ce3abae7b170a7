package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;

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
}

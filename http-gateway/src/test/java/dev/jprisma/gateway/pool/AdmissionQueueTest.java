package dev.jprisma.gateway.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionQueueTest {

    private final AdmissionQueue queue = new AdmissionQueue(1);
    private final List<String> letIn = new ArrayList<>();

    @Test
    void letsInTwiceAsManyAsThereAreSessions() {
        assertThat(queue.tryEnter()).isTrue();
        assertThat(queue.enter(() -> letIn.add("never in line"))).isNull();
        assertThat(queue.tryEnter()).isFalse();
    }

    @Test
    void letsInTheOthersInTheirOrderAsSomeLeave() {
        fill();
        queue.enter(() -> letIn.add("first"));
        queue.enter(() -> letIn.add("second"));
        assertThat(queue.waiting()).isEqualTo(2);

        queue.leave();
        assertThat(letIn).containsExactly("first");
        queue.leave();
        assertThat(letIn).containsExactly("first", "second");
        assertThat(queue.waiting()).isZero();
        assertThat(queue.tryEnter()).isFalse();
    }

    @Test
    void letsNobodyInAheadOfTheLine() {
        fill();
        AdmissionQueue.Place place = queue.enter(() -> letIn.add("first"));
        assertThat(queue.tryEnter()).isFalse();

        assertThat(place.giveUp()).isTrue();
        queue.leave();
        assertThat(queue.tryEnter()).isTrue();
        assertThat(letIn).isEmpty();
    }

    @Test
    void doesNotLetInWhoHasLeftTheLineNorLetsAnybodyLeaveItTwice() {
        fill();
        AdmissionQueue.Place gone = queue.enter(() -> letIn.add("gone"));
        AdmissionQueue.Place next = queue.enter(() -> letIn.add("next"));

        assertThat(gone.giveUp()).isTrue();
        assertThat(gone.giveUp()).isFalse();
        queue.leave();
        assertThat(letIn).containsExactly("next");
        assertThat(next.giveUp()).isFalse();
    }

    private void fill() {
        assertThat(queue.tryEnter()).isTrue();
        assertThat(queue.tryEnter()).isTrue();
    }
}

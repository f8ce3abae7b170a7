package dev.jprisma.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.gateway.http.BodyMemory;
import java.nio.ByteBuffer;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.CloseException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class InboxTest {

    private static final int LIMIT = 10_000_000;

    private final BodyMemory memory = new BodyMemory(3_000_000);
    private final Inbox inbox = inbox();

    private Inbox inbox() {
        return new Inbox(memory.holding(), false, LIMIT);
    }

    private static Frame frame(byte code, boolean last, int bytes) {
        return new Frame(code, last, ByteBuffer.allocate(bytes));
    }

    @Test
    void isFullOfEmptyMessages() {
        int count = 0;
        while (!inbox.isFull()) {
            inbox.add(frame(OpCode.TEXT, true, 0));
            count++;
        }
        assertThat(count).isLessThan(1000);
    }

    @Test
    void hasNoMoreUnfinishedMessagesThanMemory() {
        inbox.add(frame(OpCode.BINARY, false, 600_000));
        Inbox another = inbox();
        another.add(frame(OpCode.BINARY, false, 300_000));

        assertThatThrownBy(() -> another.add(frame(OpCode.CONTINUATION, false, 200_000)))
                .isInstanceOfSatisfying(
                        CloseException.class,
                        e -> assertThat(e.getStatusCode()).isEqualTo(CloseStatus.TRY_AGAIN_LATER));
        inbox.clear();
        another.add(frame(OpCode.CONTINUATION, false, 200_000));
    }

    @Test
    void countsWhatWasTakenUntilItIsReleased() {
        inbox.add(frame(OpCode.BINARY, true, 900_000));
        assertThat(inbox.poll().bytes()).hasSize(900_000);
        assertThatThrownBy(() -> inbox.add(frame(OpCode.BINARY, true, 900_000))).isInstanceOf(CloseException.class);

        inbox.release();

        inbox.add(frame(OpCode.BINARY, true, 900_000));
    }

    @Test
    void givesPartsOutAsTheyArriveWhereBordersMeanNothing() {
        Inbox parts = new Inbox(memory.holding(), true, LIMIT);
        parts.add(frame(OpCode.BINARY, false, 10));
        parts.add(frame(OpCode.CONTINUATION, true, 5));

        assertThat(parts.poll().bytes()).hasSize(10);
        assertThat(parts.poll().bytes()).hasSize(5);
        assertThat(parts.poll()).isNull();
    }
}

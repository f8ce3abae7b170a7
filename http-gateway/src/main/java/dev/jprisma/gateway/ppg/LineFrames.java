package dev.jprisma.gateway.ppg;

import dev.jprisma.gateway.http.Answer;
import java.io.FilterOutputStream;
import java.io.OutputStream;

/** A frame a line. */
final class LineFrames implements Frames {

    static final String CONTENT_TYPE = "application/x-ndjson";

    private final Answer answer;

    LineFrames(Answer answer) {
        this.answer = answer;
    }

    @Override
    public OutputStream begin(FrameKind kind) {
        return new FilterOutputStream(answer) {
            @Override
            public void write(byte[] bytes, int offset, int count) {
                answer.write(bytes, offset, count);
            }

            @Override
            public void close() {
                answer.write('\n');
            }
        };
    }

    @Override
    public boolean takeBack() {
        return answer.takeBack();
    }
}

package dev.jprisma.gateway.ppg;

import dev.jprisma.gateway.http.StreamedResponse;
import java.io.FilterOutputStream;
import java.io.OutputStream;

/** A frame a line. */
final class LineFrames implements Frames {

    static final String CONTENT_TYPE = "application/x-ndjson";

    private final StreamedResponse response;

    LineFrames(StreamedResponse response) {
        this.response = response;
    }

    @Override
    public OutputStream begin(FrameKind kind) {
        return new FilterOutputStream(response) {
            @Override
            public void write(byte[] bytes, int offset, int count) {
                response.write(bytes, offset, count);
            }

            @Override
            public void close() {
                response.write('\n');
            }
        };
    }

    @Override
    public boolean takeBack() {
        return response.takeBack();
    }
}

package dev.jprisma.gateway.ppg;

import dev.jprisma.gateway.http.BodyMemory;
import dev.jprisma.gateway.http.BodyProblems;
import dev.jprisma.gateway.http.Exchange;
import dev.jprisma.gateway.http.Problem;
import dev.jprisma.gateway.http.StreamedBody;
import dev.jprisma.gateway.settings.GatewaySettings;
import dev.jprisma.postgres.wire.Parameter;
import dev.jprisma.postgres.wire.Statement;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The body of a request: a descriptor as JSON, or {@code multipart/form-data} of a descriptor and values. A few small
 * values are read at once; from 64 KB on they are read while the statement is sent, and the last byte is held back
 * until the body has turned out to be whole, so that nothing malformed is ever executed.
 */
final class StatementBody {

    private static final String DESCRIPTOR = "urn:prisma:query:descriptor";
    private static final String PARAMETER = "urn:prisma:query:param:";
    private static final int MOST_READ_AT_ONCE = 64 * 1024;
    /** The text of a descriptor is gathered, copied and parsed. */
    private static final int EXPANSION = 5;

    private final MultipartReader parts;
    private final Descriptor descriptor;
    private final List<Parameter> parameters = new ArrayList<>();
    /** Values that have not been read yet. */
    private long unread;

    private boolean streaming;
    private boolean whole;
    private Runnable onWhole = () -> {};

    private StatementBody(MultipartReader parts, Descriptor descriptor) {
        this.parts = parts;
        this.descriptor = descriptor;
        this.unread = descriptor.extendedCount();
    }

    /** Whether a body of that type, or of none, is read as it arrives. */
    static boolean isStreamed(String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    /** @param memory that a large descriptor of a streamed body takes */
    static StatementBody read(Exchange exchange, GatewaySettings settings, BodyMemory.Holding memory) {
        String contentType = exchange.header("Content-Type");
        if (!isStreamed(contentType)) {
            return ofJson(DescriptorParser.parse(exchange.body()));
        }
        MultipartReader parts = new MultipartReader(new StreamedBody(exchange, settings), contentType);
        StatementBody body = new StatementBody(parts, readDescriptor(parts, settings, memory));
        body.readParameters();
        return body;
    }

    private static StatementBody ofJson(Descriptor descriptor) {
        if (descriptor.extendedCount() > 0) {
            throw new Problem(400, "BAD_REQUEST", "A parameter with \"byteSize\" needs a body of multipart/form-data.")
                    .exception();
        }
        StatementBody body = new StatementBody(null, descriptor);
        descriptor.parameters().forEach(parameter -> body.parameters.add(parameter.bind()));
        body.whole = true;
        return body;
    }

    private static Descriptor readDescriptor(
            MultipartReader parts, GatewaySettings settings, BodyMemory.Holding memory) {
        String name = parts.nextPart();
        while (name != null && !name.equals(DESCRIPTOR)) {
            name = parts.nextPart();
        }
        if (name == null) {
            throw MultipartReader.malformed("it has no part \"" + DESCRIPTOR + "\"");
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] chunk = new byte[4 * 1024];
        for (int count = parts.read(chunk, 0, chunk.length); count >= 0; count = parts.read(chunk, 0, chunk.length)) {
            text.write(chunk, 0, count);
            if (text.size() > MOST_READ_AT_ONCE && !memory.resize((long) EXPANSION * text.size())) {
                throw BodyProblems.tooManyLarge().exception();
            }
            if (text.size() > settings.bodies().limit()) {
                throw new Problem(
                                413,
                                "BODY_TOO_LARGE",
                                "A descriptor can have " + settings.bodies().limit()
                                        + " bytes; send large values as parts of their own.")
                        .exception();
            }
        }
        return DescriptorParser.parse(text.toByteArray());
    }

    private void readParameters() {
        long size = 0;
        for (DescribedParameter parameter : descriptor.parameters()) {
            size += Math.max(0, parameter.byteSize());
            streaming |= size > MOST_READ_AT_ONCE;
            if (!parameter.isExtended()) {
                parameters.add(parameter.bind());
            } else if (streaming) {
                parameters.add(
                        Parameter.stream(0, parameter.binary(), parameter.byteSize(), new Value(parameter.byteSize())));
            } else {
                parameters.add(parameter.bind(readValue(parameter.byteSize())));
            }
        }
        if (unread == 0 && !whole) {
            finish();
        }
    }

    private byte[] readValue(int size) {
        byte[] value = new byte[size];
        Value stream = new Value(size);
        for (int read = 0; read < size; ) {
            read += stream.read(value, read, size - read);
        }
        return value;
    }

    private void finish() {
        parts.finish();
        whole = true;
        onWhole.run();
    }

    Descriptor descriptor() {
        return descriptor;
    }

    Statement statement() {
        return new Statement(descriptor.sql(), parameters, false);
    }

    /** Runs that when the body has been read as a whole, which may be now. */
    void whenWhole(Runnable action) {
        if (whole) {
            action.run();
        } else {
            onWhole = action;
        }
    }

    /** Whether all of it is in memory, so that the statement can be sent again. */
    boolean isRepeatable() {
        return !streaming;
    }

    /** The next part that is a value, which must have exactly the announced length. */
    private final class Value extends InputStream {

        private final int size;
        private int left;
        private boolean opened;

        Value(int size) {
            this.size = size;
            this.left = size;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int count) {
            if (!opened) {
                open();
            }
            if (left == 0) {
                return -1;
            }
            int read = parts.read(target, offset, Math.min(count, left));
            if (read < 0) {
                throw wrongLength("ends after " + (size - left));
            }
            left -= read;
            if (left == 0) {
                end();
            }
            return read;
        }

        private void open() {
            opened = true;
            String name = parts.nextPart();
            while (name != null && !name.startsWith(PARAMETER)) {
                name = parts.nextPart();
            }
            if (name == null) {
                throw MultipartReader.malformed("it has fewer values than its descriptor announces");
            }
        }

        private void end() {
            if (parts.read(new byte[1], 0, 1) >= 0) {
                throw wrongLength("goes on after");
            }
            unread--;
            if (unread == 0) {
                finish();
            }
        }

        private RuntimeException wrongLength(String what) {
            return MultipartReader.malformed("a value " + what + " of " + size + " announced bytes");
        }
    }
}

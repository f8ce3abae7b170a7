package dev.jprisma.gateway.http;

import dev.jprisma.gateway.pool.Session;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Blocker;

/** A request whose head has come before; its answer is written as HTTP/1.1 here, in one write if it is short. */
final class RepeatedExchange implements DirectExchange {

    private static final byte[] OK = ascii("HTTP/1.1 200 OK\r\n");
    private static final byte[] LINE_END = ascii("\r\n");
    private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");
    private static final byte[] END_OF_CHUNKS = ascii("\r\n0\r\n\r\n");
    private static final HttpField CHUNKED = new PreEncodedHttpField(HttpHeader.TRANSFER_ENCODING, "chunked");
    private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, StreamedResponse.JSON);

    /** Of the lines that every answer has. */
    private static final int HEAD_BYTES = 256;

    /** What is longer is not copied, to be sent with its head in one write. */
    private static final int MOST_COPIED = 4 * 1024;

    private final RepeatedHead head;
    private final byte[] body;
    private final RepeatedRequests.Client client;
    private final long begunNanos = System.nanoTime();
    private final HttpFields.Mutable headers = HttpFields.build();
    private int status = HttpStatus.OK_200;
    private boolean committed;
    private boolean ended;

    RepeatedExchange(RepeatedHead head, byte[] body, RepeatedRequests.Client client) {
        this.head = head;
        this.body = body;
        this.client = client;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public InstanceRoute route() {
        return head.instance();
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return head.path();
    }

    @Override
    public String header(String name) {
        return head.headers().get(name);
    }

    @Override
    public long begunNanos() {
        return begunNanos;
    }

    @Override
    public long announcedLength() {
        return body.length;
    }

    @Override
    public Session session() {
        return null;
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public Object readBody() {
        return null;
    }

    @Override
    public InputStream bodyStream() {
        return new ByteArrayInputStream(body);
    }

    @Override
    public String queryParameter(String name) {
        return null;
    }

    @Override
    public String pathParameter(String name) {
        throw new IllegalStateException("The path of " + methodAndPath() + " has no " + name + ".");
    }

    @Override
    public void setHeader(String name, String value) {
        headers.put(name, value);
    }

    @Override
    public void setStatus(int status) {
        this.status = status;
    }

    @Override
    public void setContentType(String contentType) {
        headers.put(
                contentType.equals(StreamedResponse.JSON) ? JSON : new HttpField(HttpHeader.CONTENT_TYPE, contentType));
    }

    @Override
    public boolean isCommitted() {
        return committed;
    }

    /** As one chunk; waits until it is sent. */
    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (count == 0) {
            return;
        }
        ByteBuffer before = beforeChunk(count);
        try (Blocker.Callback sent = Blocker.callback()) {
            endPoint().write(sent, before, ByteBuffer.wrap(bytes, offset, count), ByteBuffer.wrap(LINE_END));
            sent.block();
        }
    }

    /** Does not wait for a client that reads slowly: what is left goes out when it can. */
    @Override
    public void writeLast(byte[] bytes, int offset, int count) {
        ended = true;
        ByteBuffer content = ByteBuffer.wrap(bytes, offset, count);
        if (committed) {
            ByteBuffer before = count == 0 ? ByteBuffer.allocate(0) : beforeChunk(count);
            ByteBuffer after = ByteBuffer.wrap(count == 0 ? LAST_CHUNK : END_OF_CHUNKS);
            client.writeLast(before, content, after);
        } else if (count <= MOST_COPIED) {
            client.writeLast(head(new HttpField.LongValueHttpField(HttpHeader.CONTENT_LENGTH, count), count)
                    .put(content)
                    .flip());
        } else {
            client.writeLast(
                    head(new HttpField.LongValueHttpField(HttpHeader.CONTENT_LENGTH, count), 0)
                            .flip(),
                    content);
        }
    }

    /** With the head of the answer if that has not gone out. */
    private ByteBuffer beforeChunk(int count) {
        byte[] size = ascii(Integer.toHexString(count) + "\r\n");
        return committed
                ? ByteBuffer.wrap(size)
                : head(CHUNKED, size.length).put(size).flip();
    }

    /** @param room for what is put behind it */
    private ByteBuffer head(HttpField framing, int room) {
        committed = true;
        headers.put(framing);
        int most = HEAD_BYTES + head.answerHeaders().length + room;
        for (HttpField field : headers) {
            most += 2 * (field.getName().length() + field.getValue().length());
        }
        ByteBuffer out = ByteBuffer.allocate(most);
        out.put(status == HttpStatus.OK_200 ? OK : statusLine());
        HttpGenerator.putTo(client.date(), out);
        out.put(head.answerHeaders());
        for (HttpField field : headers) {
            HttpGenerator.putTo(field, out);
        }
        return out.put(LINE_END);
    }

    private byte[] statusLine() {
        return ascii("HTTP/1.1 " + status + " " + HttpStatus.getMessage(status) + "\r\n");
    }

    @Override
    public EndPoint endPoint() {
        return client.endPoint();
    }

    @Override
    public void endIfCutShort() {
        if (!ended) {
            endPoint().close();
        }
    }
}

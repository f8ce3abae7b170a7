package dev.jprisma.gateway.http;

import dev.jprisma.gateway.pool.AdmissionQueue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;

/**
 * The requests of one connection whose heads it has sent before: they go to their route without being parsed and
 * checked again. All else is Jetty's: heads that are new, requests that have not arrived as a whole or not alone, and
 * those that have to wait for a session. Of the thread that reads from the connection.
 */
public final class RepeatedRequests {

    /** The client's end of the connection. */
    public interface Client {

        RepeatedRequests repeatedRequests();

        EndPoint endPoint();

        /** The header that says what time it is. */
        HttpField date();

        /** Sends the rest of an answer, or all of it; nothing more is read until it is sent. */
        void writeLast(ByteBuffer... buffers);
    }

    private static final int MOST_HEADS = 4;
    private static final ByteBuffer POST = ByteBuffer.wrap("POST /".getBytes(StandardCharsets.US_ASCII));

    private final Client client;
    private final long longestBody;
    /** The last used first. */
    private final List<RepeatedHead> heads = new ArrayList<>(MOST_HEADS);
    /** What Jetty was given to read last, if it may be one request; else null. */
    private String candidate;

    private long requestsBeforeCandidate;

    /** @param longestBody in bytes */
    public RepeatedRequests(Client client, long longestBody) {
        this.client = client;
        this.longestBody = longestBody;
    }

    /**
     * Serves what a buffer holds, and empties it, if that is a request whose head is known; else false.
     *
     * @param connection to which nothing of a next request has been given yet
     */
    public boolean serve(ByteBuffer buffer, Connection connection) {
        for (int i = 0; i < heads.size(); i++) {
            RepeatedHead head = heads.get(i);
            int length = head.bodyLength(buffer);
            if (length >= 0) {
                candidate = null;
                moveToFront(i);
                return head.instance().isOpen() && length <= longestBody && serve(head, length, buffer);
            }
        }
        requestsBeforeCandidate = connection.getMessagesIn();
        // Most connections with one request never see another.
        candidate = requestsBeforeCandidate > 0 ? candidate(buffer) : null;
        return false;
    }

    private boolean serve(RepeatedHead head, int length, ByteBuffer buffer) {
        byte[] body = new byte[length];
        buffer.get(buffer.limit() - length, body);
        RepeatedExchange exchange = new RepeatedExchange(head, body, client);
        AdmissionQueue queue = head.route().queue(exchange);
        if (queue != null && !queue.tryEnter()) {
            return false;
        }
        BufferUtil.clear(buffer);
        if (queue == null) {
            CoreRoutes.answer(exchange, head.route());
        } else {
            CoreRoutes.answerInside(exchange, head.route(), queue);
        }
        return true;
    }

    private static String candidate(ByteBuffer buffer) {
        boolean mayBe = buffer.remaining() > POST.remaining()
                && buffer.remaining() < buffer.capacity()
                && buffer.slice(buffer.position(), POST.remaining()).equals(POST);
        return mayBe ? BufferUtil.toString(buffer, StandardCharsets.ISO_8859_1) : null;
    }

    /** Remembers the head of a request that has been let through, if it is the one that was given to Jetty last. */
    static void learn(Request request, Response response, CoreRoute route) {
        Connection connection = request.getConnectionMetaData().getConnection();
        if (connection.getEndPoint() instanceof Client client) {
            client.repeatedRequests().learn(connection.getMessagesIn(), request, response, route);
        }
    }

    private void learn(long requests, Request request, Response response, CoreRoute route) {
        String bytes = candidate;
        candidate = null;
        // The number tells it from a request that came behind another one in the same buffer.
        if (bytes == null || requests != requestsBeforeCandidate + 1) {
            return;
        }
        RepeatedHead head = RepeatedHead.of(bytes, request, response, route);
        if (head != null) {
            if (heads.size() == MOST_HEADS) {
                heads.remove(MOST_HEADS - 1);
            }
            heads.add(0, head);
        }
    }

    private void moveToFront(int index) {
        if (index > 0) {
            heads.add(0, heads.remove(index));
        }
    }
}

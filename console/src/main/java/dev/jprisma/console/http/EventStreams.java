package dev.jprisma.console.http;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import io.javalin.http.Context;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Server-sent events: each stream has the thread of its request until its page goes, so there are not more than
 * {@link #MOST}. Safe for threads.
 */
public final class EventStreams {
    private static final int MOST = 32;

    /** What writes a stream; it returns when the stream has ended, or when there is no more to tell. */
    @FunctionalInterface
    public interface Source {
        void writeTo(EventStream events) throws Exception;
    }

    private final ClientWatch clients;
    private final AtomicInteger open = new AtomicInteger();

    public EventStreams(ClientWatch clients) {
        this.clients = clients;
    }

    /** Whether a page is being told of something. */
    public boolean areOpen() {
        return open.get() > 0;
    }

    /** Serves a request with a stream. What throws before the first event is an answer with an error. */
    public void serve(Context context, Source source) throws Exception {
        if (open.incrementAndGet() > MOST) {
            open.decrementAndGet();
            throw new JprismaException(ErrorKind.BUSY, "There are " + MOST + " pages open already: close some");
        }
        try (ClientWatch.Watched client = clients.watch(context)) {
            source.writeTo(new EventStream(context, client.gone()));
        } finally {
            open.decrementAndGet();
        }
    }
}

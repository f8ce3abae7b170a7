package dev.jprisma.console.http;

import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A page that is told of events, by one thread. */
public final class EventStream {
    private final Context context;
    private final CompletableFuture<Void> gone;
    private ServletOutputStream out;

    EventStream(Context context, CompletableFuture<Void> gone) {
        this.context = context;
        this.gone = gone;
    }

    /** False once the page has gone. */
    public boolean isOpen() {
        return !gone.isDone();
    }

    /**
     * Tells of one.
     *
     * @param json on one line
     * @throws IOException if the page has gone
     */
    public void send(String event, String json) throws IOException {
        if (out == null) {
            context.res().setContentType("text/event-stream");
            context.res().setCharacterEncoding("UTF-8");
            out = context.res().getOutputStream();
        }
        out.write(("event: " + event + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Waits that long, or until the page goes; returns whether it is still there. */
    public boolean pause(Duration time) throws InterruptedException {
        try {
            gone.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException stillThere) {
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.jprisma.console.http;

import dev.jprisma.console.home.Visitor;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.RecordJson;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a request whose work takes long with a line of JSON for each step, {@code {"progress": ...}}, and one at the
 * end, {@code {"result": ...}} or {@code {"problem": ...}}. Where nothing was told before, an error has its own status.
 * The work is given up when the client goes: so it is cancelled.
 */
public final class LongWork {
    private static final Logger LOG = LoggerFactory.getLogger(LongWork.class);

    private final ClientWatch clients;

    public LongWork(ClientWatch clients) {
        this.clients = clients;
    }

    /** Does it for that request, whose body has been read. */
    public void serve(Context context, Function<Visitor, ? extends Record> work) throws IOException {
        Lines lines = new Lines(context);
        try (ClientWatch.Watched client = clients.watch(context)) {
            Record result = work.apply(new Visitor(lines::progress, client.gone()));
            lines.write(Map.of("result", result));
        } catch (JprismaException e) {
            lines.fail(e);
        }
    }

    /** The answer. Any thread may tell of progress, until the end. */
    private static final class Lines {
        private final Context context;
        private boolean begun;
        private boolean ended;

        Lines(Context context) {
            this.context = context;
        }

        synchronized void progress(String message) {
            try {
                if (!ended) {
                    write(Map.of("progress", message));
                }
            } catch (IOException e) {
                // That it is gone is noticed by the watch.
                LOG.debug("A page went away", e);
            }
        }

        synchronized void write(Map<String, ?> line) throws IOException {
            if (!begun) {
                begun = true;
                context.res().setContentType("application/x-ndjson");
                context.res().setCharacterEncoding("UTF-8");
            }
            ended = !line.containsKey("progress");
            byte[] bytes = (RecordJson.write(line) + "\n").getBytes(StandardCharsets.UTF_8);
            context.res().getOutputStream().write(bytes);
            context.res().getOutputStream().flush();
        }

        synchronized void fail(JprismaException failure) throws IOException {
            if (!begun) {
                throw failure;
            }
            write(Map.of("problem", Problem.of(failure)));
        }
    }
}

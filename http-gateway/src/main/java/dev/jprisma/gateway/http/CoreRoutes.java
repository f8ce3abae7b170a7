package dev.jprisma.gateway.http;

import dev.jprisma.gateway.pool.AdmissionQueue;
import java.util.Map;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The routes that nearly all requests are for, by their path as it is commonly written. They are served before Javalin
 * and the servlet layer, which have them too, for every other way to write them. A request that has to wait for a
 * session keeps no thread.
 */
public final class CoreRoutes extends Handler.Wrapper {

    private final Map<String, CoreRoute> posts;
    private final ClientWatch clients;

    /**
     * @param posts what answers {@code POST} to each path
     * @param clients tells of those that go away while they wait
     */
    public CoreRoutes(Handler next, Map<String, CoreRoute> posts, ClientWatch clients) {
        super(next);
        this.posts = Map.copyOf(posts);
        this.clients = clients;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        CoreRoute route = HttpMethod.POST.is(request.getMethod())
                ? posts.get(request.getHttpURI().getPath())
                : null;
        if (route == null) {
            return super.handle(request, response, callback);
        }
        RepeatedRequests.learn(request, response, route);
        handle(new CoreExchange(request, response, callback), route);
        return true;
    }

    private void handle(CoreExchange exchange, CoreRoute route) {
        AdmissionQueue queue = route.queue(exchange);
        if (queue == null) {
            answer(exchange, route);
        } else if (queue.tryEnter()) {
            answerInside(exchange, route, queue);
        } else {
            new Waiting(exchange, route, queue).begin();
        }
    }

    static void answer(DirectExchange exchange, CoreRoute route) {
        run(exchange, () -> route.answer(exchange));
    }

    static void answerInside(DirectExchange exchange, CoreRoute route, AdmissionQueue queue) {
        try {
            answer(exchange, route);
        } finally {
            queue.leave();
        }
    }

    /** What it throws becomes the answer, or ends the one that has begun. */
    private static void run(DirectExchange exchange, Runnable work) {
        try {
            work.run();
        } catch (OutOfMemoryError e) {
            Problems.answer(Problems.outOfMemory(e).exception(), new StreamedResponse(exchange));
        } catch (RuntimeException e) {
            Problems.answer(e, new StreamedResponse(exchange));
        }
        exchange.endIfCutShort();
    }

    /** A request in the line, until it is let in, has waited too long, or its client has gone. */
    private final class Waiting {
        private final CoreExchange exchange;
        private final CoreRoute route;
        private final AdmissionQueue queue;
        private ClientWatch.Watch watch;
        private volatile AdmissionQueue.Place place;

        Waiting(CoreExchange exchange, CoreRoute route, AdmissionQueue queue) {
            this.exchange = exchange;
            this.route = route;
            this.queue = queue;
        }

        void begin() {
            watch = clients.watch(exchange, this::clientGone);
            Executor threads = exchange.request().getComponents().getExecutor();
            place = queue.standInLine(threads, this::serve, this::refuse);
            watch.begin();
        }

        private void serve() {
            watch.close();
            answer(exchange, route);
        }

        private void refuse() {
            watch.close();
            run(exchange, () -> route.refuse(exchange, queue.exhausted()));
        }

        private void clientGone() {
            if (place != null && place.giveUp()) {
                watch.close();
                exchange.endPoint().close();
                exchange.endIfCutShort();
            }
        }
    }
}

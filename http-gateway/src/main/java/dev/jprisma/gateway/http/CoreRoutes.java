package dev.jprisma.gateway.http;

import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The routes that nearly all requests are for, by their path as it is commonly written. They are served before Javalin
 * and the servlet layer, which have them too, for every other way to write them.
 */
public final class CoreRoutes extends Handler.Wrapper {

    private final Map<String, Consumer<Exchange>> posts;

    /** @param posts what answers {@code POST} to each path */
    public CoreRoutes(Handler next, Map<String, Consumer<Exchange>> posts) {
        super(next);
        this.posts = Map.copyOf(posts);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Consumer<Exchange> route = HttpMethod.POST.is(request.getMethod())
                ? posts.get(request.getHttpURI().getPath())
                : null;
        if (route == null) {
            return super.handle(request, response, callback);
        }
        CoreExchange exchange = new CoreExchange(request, response, callback);
        handle(exchange, route);
        exchange.endIfCutShort();
        return true;
    }

    private static void handle(CoreExchange exchange, Consumer<Exchange> route) {
        try {
            route.accept(exchange);
        } catch (OutOfMemoryError e) {
            Problems.answer(Problems.outOfMemory(e).exception(), new StreamedResponse(exchange));
        } catch (RuntimeException e) {
            Problems.answer(e, new StreamedResponse(exchange));
        }
    }
}

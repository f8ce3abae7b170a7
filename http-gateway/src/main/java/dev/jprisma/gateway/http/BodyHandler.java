package dev.jprisma.gateway.http;

import dev.jprisma.gateway.GatewaySettings;
import java.nio.ByteBuffer;
import java.util.function.ToLongFunction;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/** Waits for the whole body of a request before it is handled, without a thread: slow clients keep none. */
public final class BodyHandler extends Handler.Wrapper {

    private final GatewaySettings settings;
    private final ToLongFunction<Request> limits;

    /** @param limits how many bytes the body of a request may have; negative to leave it to who handles the request */
    public BodyHandler(Handler next, GatewaySettings settings, ToLongFunction<Request> limits) {
        super(next);
        this.settings = settings;
        this.limits = limits;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        long limit = limits.applyAsLong(request);
        if (limit < 0) {
            return super.handle(request, response, callback);
        }
        try {
            RequestBody body = new RequestBody(request, limit, settings);
            if (!body.readAvailable()) {
                request.demand(whenMoreArrives(body, request, response, callback));
                return true;
            }
        } catch (ProblemException e) {
            refuse(e.problem(), request, response, callback);
            return true;
        }
        return super.handle(request, response, callback);
    }

    private Runnable whenMoreArrives(RequestBody body, Request request, Response response, Callback callback) {
        return Invocable.from(InvocationType.BLOCKING, () -> {
            try {
                if (!body.readAvailable()) {
                    request.demand(whenMoreArrives(body, request, response, callback));
                } else if (!super.handle(request, response, callback)) {
                    Response.writeError(request, response, callback, 404);
                }
            } catch (ProblemException e) {
                refuse(e.problem(), request, response, callback);
            } catch (Exception e) {
                Response.writeError(request, response, callback, e);
            }
        });
    }

    private static void refuse(Problem problem, Request request, Response response, Callback callback) {
        Refusals.log(request, problem);
        response.setStatus(problem.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(problem.json()), callback);
    }
}

package dev.jprisma.gateway.access;

import dev.jprisma.gateway.http.InstanceRoute;
import dev.jprisma.gateway.http.Refusals;
import dev.jprisma.gateway.settings.GatewayTarget;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Stands before all else: finds out whom a request is for and whether it may pass. */
public final class AccessHandler extends Handler.Wrapper {

    private static final HttpField NO_STORE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
    private static final HttpField NO_SNIFF = new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
    private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
    private static final HttpField BEARER = new PreEncodedHttpField(HttpHeader.WWW_AUTHENTICATE, "Bearer");
    private static final String SEC_FETCH_SITE = "Sec-Fetch-Site";

    private final IntFunction<InstanceRoute> routes;

    /** @param routes whose a port is; null if it is nobody's any more */
    public AccessHandler(Handler next, IntFunction<InstanceRoute> routes) {
        super(next);
        this.routes = routes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        response.getHeaders().put(NO_SNIFF);
        int port = Request.getLocalPort(request);
        InstanceRoute route = routes.apply(port);
        Refusal refusal = route == null ? gone() : checkSender(request, port, route.target());
        if (refusal == null) {
            // A browser hides even a refusal from an allowed page unless told otherwise.
            boolean preflight = AllowedOrigin.answer(request, response);
            if (preflight) {
                callback.succeeded();
                return true;
            }
            if (VisitorPage.isWanted(request)) {
                response.getHeaders().put(NO_STORE);
                VisitorPage.answer(response, callback);
                return true;
            }
            refusal = checkCredentials(request, route);
        }
        if (refusal != null) {
            refuse(request, response, callback, refusal, route);
            return true;
        }
        response.getHeaders().put(NO_STORE);
        route.take(request);
        return super.handle(request, response, callback);
    }

    private static Refusal checkSender(Request request, int port, GatewayTarget target) {
        HttpFields headers = request.getHeaders();
        Refusal refusal = HostCheck.check(headers.getValuesList(HttpHeader.HOST), request.getHttpURI(), port);
        return refusal != null
                ? refusal
                : OriginCheck.check(
                        headers.getValuesList(HttpHeader.ORIGIN),
                        headers.getValuesList(SEC_FETCH_SITE),
                        target.allowedOrigins());
    }

    private static Refusal checkCredentials(Request request, InstanceRoute route) {
        Credential taken =
                Credential.of(request.getMethod(), request.getHttpURI().getPath());
        Refusal refusal = CredentialCheck.check(taken, request.getHeaders(), route.target());
        return refusal == null && taken == Credential.CONNECTION_STRING ? RoleCheck.logIn(request, route) : refusal;
    }

    private static Refusal gone() {
        return Refusal.of(503, "INSTANCE_STOPPED", "This instance has just stopped.");
    }

    private static void refuse(
            Request request, Response response, Callback callback, Refusal refusal, InstanceRoute route) {
        Refusals.log(route == null ? "stopped instance" : route.target().name(), request, refusal.code());
        response.setStatus(refusal.status());
        response.getHeaders().put(NO_STORE).put(JSON);
        if (refusal.status() == 401) {
            response.getHeaders().put(BEARER);
        }
        if (refusal.retrySeconds() > 0) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, refusal.retrySeconds());
        }
        BodyDrain.drain(request, () -> response.write(true, ByteBuffer.wrap(refusal.json()), callback));
    }
}

package dev.jprisma.console.management;

import dev.jprisma.console.access.BearerToken;
import dev.jprisma.console.access.Face;
import dev.jprisma.console.access.Refusal;
import dev.jprisma.console.home.Home;
import dev.jprisma.console.home.Visitor;
import dev.jprisma.console.http.ClientWatch;
import dev.jprisma.console.http.JsonTree;
import dev.jprisma.console.shape.Shape;
import dev.jprisma.state.ControlToken;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Management API. Every request needs the home's token; then its path is looked at, its method, its parameters and
 * its body, and what a form is wrong in is told before anything is done.
 */
public final class ManagementFace implements Face {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementFace.class);
    private static final String ROOT = "/v1";
    private static final int LONGEST_BODY = 1 << 20;
    private static final String RETRY_SECONDS = "1";

    private final BearerToken token;
    private final ClientWatch clients;
    private final List<Endpoint> endpoints;

    public ManagementFace(ControlToken token, Home home, ClientWatch clients) {
        this.token = new BearerToken(token);
        this.clients = clients;
        this.endpoints = Stream.of(
                        new WorkspaceEndpoints(home.folder()).all(),
                        new ProjectEndpoints(home.folder(), home.management()).all(),
                        new DatabaseEndpoints(home.folder(), home.management()).all(),
                        new ConnectionEndpoints(home.folder(), home.management()).all(),
                        new BackupEndpoints(home.folder(), home.management()).all(),
                        Stream.of(Endpoint.get(ROOT + "/openapi.json", "This description")
                                .answering(Shape.anyObject(), this::describe)))
                .flatMap(each -> each)
                .toList();
    }

    private Object describe(Call call) {
        return OpenApi.describe(endpoints, call.base());
    }

    @Override
    public boolean covers(String path) {
        return path.equals(ROOT) || path.startsWith(ROOT + "/");
    }

    @Override
    public boolean readsEncodedSlashes() {
        return true;
    }

    @Override
    public Refusal check(Request request) {
        return token.check(request);
    }

    @Override
    public Map<String, ?> told(Refusal refusal, HttpFields.Mutable headers) {
        BearerToken.challenge(refusal, headers);
        return ApiException.of(refusal).body();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        for (HandlerType method : HandlerType.values()) {
            if (method.isHttpMethod()) {
                routes.addHttpHandler(method, ROOT, this::serve);
                routes.addHttpHandler(method, ROOT + "/<rest>", this::serve);
            }
        }
    }

    private void serve(Context context) {
        try {
            answer(context);
        } catch (ApiException e) {
            refuse(context, e);
        } catch (JprismaException e) {
            if (e.kind() == ErrorKind.DAEMON_UNAVAILABLE) {
                context.header("Retry-After", RETRY_SECONDS);
            }
            refuse(context, ApiException.of(e));
        } catch (RuntimeException e) {
            LOG.error("A defect of the Management API", e);
            refuse(
                    context,
                    new ApiException(500, ApiException.INTERNAL, "The API failed. The daemon's log has more", null, e));
        }
    }

    private static void refuse(Context context, ApiException failure) {
        context.status(failure.status()).contentType("application/json").result(JsonTree.write(failure.body()));
    }

    private void answer(Context context) {
        String path = context.req().getRequestURI();
        String method = context.req().getMethod();
        if (CloudOnly.covers(method, path)) {
            throw ApiException.cloudOnly();
        }
        Map<Endpoint, Map<String, String>> found = new LinkedHashMap<>();
        endpoints.forEach(endpoint -> endpoint.path().match(path).ifPresent(places -> found.put(endpoint, places)));
        if (found.isEmpty()) {
            throw new ApiException(404, ApiException.NOT_FOUND, "There is nothing at " + path);
        }
        Endpoint endpoint = found.keySet().stream()
                .filter(each -> each.method().equals(method))
                .findFirst()
                .orElseThrow(() -> notAllowed(context, method, path, found));
        checkQuery(endpoint, context);
        Map<?, ?> body = body(endpoint, context);
        try (ClientWatch.Watched client = clients.watch(context)) {
            Visitor visitor = new Visitor(progress -> {}, client.gone());
            Object answer = endpoint.handler().answer(new Call(context, found.get(endpoint), body, visitor));
            write(endpoint, answer, context);
        }
    }

    private static ApiException notAllowed(Context context, String method, String path, Map<Endpoint, ?> found) {
        String allowed = found.keySet().stream().map(Endpoint::method).collect(Collectors.joining(", "));
        context.header("Allow", allowed);
        return new ApiException(
                405, ApiException.CLIENT_ERROR, "There is no " + method + " of " + path + ", but " + allowed);
    }

    private static void checkQuery(Endpoint endpoint, Context context) {
        endpoint.query()
                .forEach((name, shape) -> Optional.ofNullable(context.queryParam(name))
                        .filter(text -> shape != Shape.number())
                        .map(text -> shape.problemOf(text, name))
                        .ifPresent(problem -> {
                            throw ApiException.invalid(problem);
                        }));
    }

    private static Map<?, ?> body(Endpoint endpoint, Context context) {
        if (endpoint.body() == null) {
            return Map.of();
        }
        String text = text(context);
        Object body = text.isBlank() ? Map.of() : parsed(text);
        if (!(body instanceof Map<?, ?> members)) {
            throw new ApiException(400, ApiException.CLIENT_ERROR, "The body must be a JSON object");
        }
        String problem = endpoint.body().problemOf(members, "");
        if (problem != null) {
            throw ApiException.invalid(problem);
        }
        return members;
    }

    private static String text(Context context) {
        try {
            byte[] bytes = context.req().getInputStream().readNBytes(LONGEST_BODY + 1);
            if (bytes.length > LONGEST_BODY) {
                throw new ApiException(413, ApiException.CLIENT_ERROR, "The body has more than 1 MiB");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ApiException(400, ApiException.CLIENT_ERROR, "The body did not arrive", null, e);
        }
    }

    private static Object parsed(String text) {
        try {
            return JsonTree.read(text);
        } catch (JprismaException e) {
            throw new ApiException(400, ApiException.CLIENT_ERROR, e.getMessage(), null, e);
        }
    }

    /** Nothing leaves that the endpoint's description does not have. */
    private static void write(Endpoint endpoint, Object answer, Context context) {
        context.status(endpoint.status());
        if (endpoint.answer() == null) {
            return;
        }
        String problem = endpoint.answer().problemOf(answer, "");
        if (problem != null) {
            throw new IllegalStateException(endpoint.path().text() + " answers otherwise than it says: " + problem);
        }
        context.contentType("application/json")
                .result(JsonTree.write(endpoint.answer().only(answer)));
    }
}

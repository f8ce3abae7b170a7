package dev.jprisma.console.createdb;

import dev.jprisma.console.access.Face;
import dev.jprisma.console.access.Refusal;
import dev.jprisma.console.home.Home;
import dev.jprisma.console.home.HomeDatabase;
import dev.jprisma.console.home.NotThere;
import dev.jprisma.console.home.Region;
import dev.jprisma.console.home.Visitor;
import dev.jprisma.console.http.Answers;
import dev.jprisma.console.http.ClientWatch;
import dev.jprisma.console.http.JsonTree;
import dev.jprisma.console.http.Problem;
import dev.jprisma.console.http.Requests;
import dev.jprisma.console.management.Documents;
import dev.jprisma.state.ControlToken;
import dev.jprisma.state.ResourceId;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * What Prisma's {@code create-db} asks for. It sends no credential, so its URL has a key in it, made of the control
 * token: who knows that may make databases and claim them, and learns nothing of the token. Everything else below that
 * path is as little there as a wrong key.
 */
public final class CreateDbFace implements Face {
    private static final String ROOT = "/create-db/";
    private static final String SIGNED = "create-db";

    private static final String HEALTH = "/health";
    private static final String REGIONS = "/regions";
    private static final String CREATE = "/create";
    private static final String ANALYTICS = "/analytics";
    private static final String CLAIM = "/claim";
    private static final Set<String> PATHS = Set.of(HEALTH, REGIONS, CREATE, ANALYTICS, CLAIM);

    private final String key;
    private final Home home;
    private final ClientWatch clients;

    public CreateDbFace(ControlToken token, Home home, ClientWatch clients) {
        this.key = token.signature(SIGNED);
        this.home = home;
        this.clients = clients;
    }

    /** Where a home with that token is asked, without a slash at its end. */
    public static String path(ControlToken token) {
        return ROOT + token.signature(SIGNED);
    }

    @Override
    public boolean covers(String path) {
        return path.startsWith(ROOT);
    }

    @Override
    public Refusal check(Request request) {
        String path = request.getHttpURI().getPath();
        int end = Math.max(path.indexOf('/', ROOT.length()), ROOT.length());
        boolean isServed = MessageDigest.isEqual(bytes(path.substring(ROOT.length(), end)), bytes(key))
                && PATHS.contains(path.substring(end));
        if (!isServed) {
            return new Refusal(
                    404,
                    "NOT_FOUND",
                    "There is nothing here. The URLs that create-db takes: jprisma" + " create-db env");
        }
        // A page of another site can send texts and forms without asking first.
        boolean isJson = request.getHeaders().contains(HttpHeader.CONTENT_TYPE)
                && request.getHeaders().get(HttpHeader.CONTENT_TYPE).matches("(?i)application/json *(;.*)?");
        return !path.endsWith(CREATE) || isJson
                ? null
                : new Refusal(415, "REQUEST", "The request's body has to be application/json");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void addTo(RoutesConfig routes) {
        String base = ROOT + key;
        routes.get(base + HEALTH, this::health);
        routes.get(base + REGIONS, this::regions);
        routes.post(base + CREATE, refusing(this::create));
        // Nothing is kept of it.
        routes.post(base + ANALYTICS, context -> context.status(204));
        routes.get(base + CLAIM, context -> ClaimPage.answering(context, () -> question(context)));
        routes.post(base + CLAIM, context -> ClaimPage.answering(context, () -> claim(context)));
    }

    private void health(Context context) {
        Answers.json(context, Map.of("status", "ok", "service", "create-db", "timestamp", Instant.now()));
    }

    private void regions(Context context) {
        json(context, Region.all().stream().map(Documents::region).toList());
    }

    private void create(Context context) {
        CreateRequest request = Requests.body(context, CreateRequest.class);
        try (ClientWatch.Watched client = clients.watch(context)) {
            Visitor visitor = new Visitor(progress -> {}, client.gone());
            HomeDatabase made =
                    home.management().createProjectWithDatabase(request.name(), null, request.lifeTime(), visitor);
            Documents documents = new Documents("http://" + context.host(), home.folder());
            context.status(201);
            json(context, Map.of("data", documents.newProject(made)));
        }
    }

    private String question(Context context) {
        return ClaimPage.question(home.management().defaultDatabase(project(context)));
    }

    private String claim(Context context) {
        return ClaimPage.kept(home.management().claim(project(context)));
    }

    private static String project(Context context) {
        String id = Requests.required(context, "projectID");
        if (!ResourceId.PROJECT.isOne(id)) {
            throw NotThere.of("project", id);
        }
        return id;
    }

    private static Handler refusing(Handler handler) {
        return context -> {
            try {
                handler.handle(context);
            } catch (Exception e) {
                Problem problem = Problem.of(e);
                context.status(problem.status());
                Answers.json(context, error(problem.status(), problem.code(), problem.message()));
            }
        };
    }

    @Override
    public Map<String, ?> told(Refusal refusal, HttpFields.Mutable headers) {
        return error(refusal.status(), refusal.code(), refusal.message());
    }

    /** The command shows message and status, and takes a body of another form for none. */
    private static Map<String, ?> error(int status, String code, String message) {
        return Map.of("error", Map.of("code", code, "message", message, "status", status));
    }

    private static void json(Context context, Object answer) {
        context.contentType("application/json").result(JsonTree.write(answer));
    }
}

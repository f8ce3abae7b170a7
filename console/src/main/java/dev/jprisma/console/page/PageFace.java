package dev.jprisma.console.page;

import dev.jprisma.console.access.Face;
import dev.jprisma.console.access.OneTimeCodes;
import dev.jprisma.console.access.Refusal;
import dev.jprisma.console.access.SessionCookie;
import dev.jprisma.console.http.ConsoleRoutes;
import dev.jprisma.console.http.Requests;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Request;

/**
 * The web page. Its files, in which nothing is secret, are anybody's; what it asks for, under {@code /ui/}, takes a
 * cookie, which it gets for a code that works once.
 */
public final class PageFace implements Face {
    /** Which paths the cookie is for. */
    public static final String PRIVATE = "/ui/";

    private static final String ENTRANCE = "/ui/session";
    private static final Set<String> READS = Set.of("GET", "HEAD");

    /** A form cannot send it. */
    private static final String HEADER = "X-Jprisma-Console";

    private final Assets assets = new Assets();
    private final OneTimeCodes codes;
    private final SessionCookie cookie;
    private final List<ConsoleRoutes> views;

    public PageFace(OneTimeCodes codes, SessionCookie cookie, List<ConsoleRoutes> views) {
        this.codes = codes;
        this.cookie = cookie;
        this.views = List.copyOf(views);
    }

    @Override
    public boolean covers(String path) {
        return true;
    }

    @Override
    public Refusal check(Request request) {
        boolean reads = READS.contains(request.getMethod());
        if (!reads && !request.getHeaders().contains(HEADER)) {
            return new Refusal(403, "HEADER_MISSING", "What changes something needs the header " + HEADER + ".");
        }
        String path = request.getHttpURI().getPath();
        boolean needsCookie = path.startsWith(PRIVATE) && !(path.equals(ENTRANCE) && !reads);
        return !needsCookie || hasCookie(request)
                ? null
                : new Refusal(
                        401, "NOT_LET_IN", "Nobody let this browser in, or it was long ago. Type: jprisma console");
    }

    private boolean hasCookie(Request request) {
        for (HttpCookie each : Request.getCookies(request)) {
            if (each.getName().equals(cookie.name()) && cookie.isValid(each.getValue())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        assets.addTo(routes);
        routes.post(ENTRANCE, this::enter);
        views.forEach(view -> view.addTo(routes));
    }

    private record Entry(String code) {}

    private void enter(Context context) {
        if (codes.use(String.valueOf(Requests.body(context, Entry.class).code()))) {
            context.header("Set-Cookie", cookie.issue()).status(204);
        } else {
            throw Requests.invalid(
                    "This link was used before, or is more than a minute old. A new one: jprisma console");
        }
    }
}

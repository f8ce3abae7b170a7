package dev.jprisma.console.access;

import dev.jprisma.state.ControlToken;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** The home's token as programs send it: {@code Authorization: Bearer}. */
public final class BearerToken {
    private static final String SCHEME = "Bearer";

    private final ControlToken token;

    public BearerToken(ControlToken token) {
        this.token = token;
    }

    /** Null if the request has it. */
    public Refusal check(Request request) {
        List<String> sent = request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION);
        String start = SCHEME + " ";
        boolean known = sent.size() == 1
                && sent.get(0).regionMatches(true, 0, start, 0, start.length())
                && token.is(sent.get(0).substring(start.length()).strip());
        return known
                ? null
                : new Refusal(
                        401,
                        "TOKEN",
                        "This needs the token of this home, as Authorization: Bearer. It is printed by: jprisma api"
                                + " --token");
    }

    /** What goes with a refusal. It names no place to log in at, or clients would look for OAuth there. */
    public static void challenge(Refusal refusal, HttpFields.Mutable headers) {
        if (refusal.status() == 401) {
            headers.put(HttpHeader.WWW_AUTHENTICATE, SCHEME);
        }
    }
}

package dev.jprisma.gateway.access;

import dev.jprisma.gateway.settings.GatewayTarget;
import dev.jprisma.postgres.wire.ServerError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The one comparison of what clients say with what an instance knows. By name and password only the instance's own user
 * is known here; the logins of other roles are checked by PostgreSQL, on the paths that take them. A password that
 * somebody chose is known elsewhere or can be guessed, and is not taken: {@link GatewayTarget#password}.
 */
public final class Login {

    private Login() {}

    /** PostgreSQL's own words for a wrong name or password, with advice; null if both are right. */
    public static ServerError check(String user, String password, GatewayTarget target) {
        boolean right = same(user, target.server().user()) & isPassword(password, target);
        return right
                ? null
                : ServerError.of("FATAL", "28P01", "password authentication failed for user \"" + user + "\"")
                        .withHint(hint(target));
    }

    private static boolean isPassword(String given, GatewayTarget target) {
        boolean key = same(given, target.apiKey());
        boolean own = target.password() != null && same(given, target.password());
        return key | own;
    }

    private static String hint(GatewayTarget target) {
        String http = "the api_key in what \"jprisma dev url " + target.name() + " --http\" prints";
        return target.password() == null
                ? "Over HTTP the password of " + target.name() + " is not taken, since it is not random. Send " + http
                        + " as the password."
                : "\"jprisma dev url " + target.name() + "\" prints a URL with the password; " + http
                        + " is taken as the password too.";
    }

    /** Takes the same time wherever the two differ. */
    static boolean same(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}

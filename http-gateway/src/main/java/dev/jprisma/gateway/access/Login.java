package dev.jprisma.gateway.access;

import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.ServerError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The one comparison of what clients say with what an instance knows. By name and password only the instance's own user
 * may come in through the gateway; other roles log in over TCP.
 */
public final class Login {

    private Login() {}

    /** PostgreSQL's own words for a wrong name or password; null if both are right. */
    public static ServerError check(String user, String password, ServerAddress server) {
        boolean right = same(user, server.user()) & same(password, server.password());
        return right
                ? null
                : ServerError.of("FATAL", "28P01", "password authentication failed for user \"" + user + "\"");
    }

    /** Takes the same time wherever the two differ. */
    static boolean same(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}

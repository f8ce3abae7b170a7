package dev.jprisma.gateway.access;

import dev.jprisma.gateway.GatewayTarget;
import dev.jprisma.postgres.wire.ServerAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Lets through who knows the API key or, on the path that takes one, sends a connection string of the instance. */
final class CredentialCheck {

    private static final String BEARER = "Bearer ";

    private CredentialCheck() {}

    /**
     * @param authorizations every Authorization header there is
     * @param connectionStrings every connection string there is where one is taken; else none
     */
    static Refusal check(List<String> authorizations, List<String> connectionStrings, GatewayTarget target) {
        if (!authorizations.isEmpty()) {
            return hasKey(authorizations, target) ? null : refusal("API_KEY_WRONG", "This is not the API key", target);
        }
        if (!connectionStrings.isEmpty()) {
            return checkConnectionStrings(connectionStrings, target.server());
        }
        return refusal("API_KEY_MISSING", "This needs the API key", target);
    }

    private static boolean hasKey(List<String> authorizations, GatewayTarget target) {
        String authorization = authorizations.get(0);
        return authorizations.size() == 1
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && same(authorization.substring(BEARER.length()).strip(), target.apiKey());
    }

    private static Refusal refusal(String code, String what, GatewayTarget target) {
        return Refusal.of(
                401,
                code,
                what + " of the instance " + target.name()
                        + ". Send the header \"Authorization: Bearer KEY\", where KEY"
                        + " is the api_key in what \"jprisma dev url " + target.name() + " --http\" prints.");
    }

    private static Refusal checkConnectionStrings(List<String> connectionStrings, ServerAddress server) {
        if (connectionStrings.size() > 1) {
            return malformed();
        }
        ConnectionString given;
        try {
            given = ConnectionString.parse(connectionStrings.get(0));
        } catch (IllegalArgumentException e) {
            return malformed();
        }
        if (!(same(given.user(), server.user()) & same(given.password(), server.password()))) {
            return Refusal.inPostgresWords("28P01", "password authentication failed for user \"" + given.user() + "\"");
        }
        if (!same(given.database(), server.database())) {
            return Refusal.inPostgresWords("3D000", "database \"" + given.database() + "\" does not exist");
        }
        return null;
    }

    private static Refusal malformed() {
        return Refusal.of(
                400,
                "CONNECTION_STRING_MALFORMED",
                "Neon-Connection-String must be one URL like postgresql://user:password@host/database.");
    }

    /** Takes the same time wherever the two differ. */
    private static boolean same(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}

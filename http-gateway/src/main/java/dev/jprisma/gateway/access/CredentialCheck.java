package dev.jprisma.gateway.access;

import static dev.jprisma.gateway.access.Login.same;

import dev.jprisma.gateway.http.ProblemException;
import dev.jprisma.gateway.settings.GatewayTarget;
import dev.jprisma.postgres.wire.ServerError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Lets through who knows the API key or sends what its path takes instead; logins of other roles than the instance's
 * own user are left to {@link RoleCheck}.
 */
final class CredentialCheck {

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private CredentialCheck() {}

    static Refusal check(Credential taken, HttpFields headers, GatewayTarget target) {
        List<String> authorizations = headers.getValuesList(HttpHeader.AUTHORIZATION);
        List<String> connectionStrings =
                taken == Credential.CONNECTION_STRING ? headers.getValuesList(ConnectionString.HEADER) : List.of();
        if (taken == Credential.NONE) {
            return null;
        }
        if (!authorizations.isEmpty()) {
            return authorizations.size() == 1 && isRight(authorizations.get(0), taken, target)
                    ? null
                    : wrong(taken, target);
        }
        if (!connectionStrings.isEmpty()) {
            return checkConnectionStrings(connectionStrings, target);
        }
        return taken == Credential.FIRST_MESSAGE
                ? null
                : refusal("API_KEY_MISSING", "This needs the API key of the instance " + target.name(), taken, target);
    }

    private static boolean isRight(String authorization, Credential taken, GatewayTarget target) {
        if (hasScheme(authorization, BEARER)) {
            return same(authorization.substring(BEARER.length()).strip(), target.apiKey());
        }
        return taken == Credential.BASIC
                && hasScheme(authorization, BASIC)
                && isBasicRight(authorization.substring(BASIC.length()).strip(), target);
    }

    private static boolean hasScheme(String authorization, String scheme) {
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static boolean isBasicRight(String credentials, GatewayTarget target) {
        String decoded;
        try {
            decoded = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return false;
        }
        int colon = decoded.indexOf(':');
        return colon >= 0 && Login.check(decoded.substring(0, colon), decoded.substring(colon + 1), target) == null;
    }

    private static Refusal wrong(Credential taken, GatewayTarget target) {
        return refusal("API_KEY_WRONG", "This is not the API key of the instance " + target.name(), taken, target);
    }

    private static Refusal refusal(String code, String what, Credential taken, GatewayTarget target) {
        String orPassword = taken == Credential.BASIC
                ? ", or user " + target.server().user() + " with that key as the password by Basic"
                : "";
        return Refusal.of(
                401,
                code,
                what + ". Send the header \"Authorization: Bearer KEY\"" + orPassword + ", where KEY"
                        + " is the api_key in what \"jprisma dev url " + target.name() + " --http\" prints.");
    }

    private static Refusal checkConnectionStrings(List<String> connectionStrings, GatewayTarget target) {
        if (connectionStrings.size() > 1) {
            return Refusal.of(ConnectionString.malformed());
        }
        try {
            ConnectionString given = ConnectionString.parse(connectionStrings.get(0));
            if (RoleCheck.isOther(given, target)) {
                return null;
            }
            ServerError error = Login.check(given.user(), given.password(), target);
            return error == null ? null : Refusal.of(error);
        } catch (ProblemException e) {
            return Refusal.of(e.problem());
        }
    }
}

package dev.jprisma.gateway.access;

import dev.jprisma.gateway.http.Problem;
import dev.jprisma.gateway.http.ProblemException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who a {@code postgresql://user:password@host:port/database?...} URL says that it is; its host does not matter here.
 */
public record ConnectionString(String user, String password, String database) {

    public static final String HEADER = "Neon-Connection-String";

    private static final Pattern URL = Pattern.compile(
            "postgres(?:ql)?://(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@[^@/?#]*/(?<database>[^/?#]+)(?:[?#].*)?");

    /** @throws ProblemException 400 if it is no such URL */
    public static ConnectionString parse(String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw malformed().exception();
        }
        String password = matcher.group("password");
        return new ConnectionString(
                decode(matcher.group("user")),
                password == null ? "" : decode(password),
                decode(matcher.group("database")));
    }

    private static String decode(String text) {
        try {
            String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            if (decoded.indexOf('\0') >= 0) {
                throw malformed().exception();
            }
            return decoded;
        } catch (IllegalArgumentException e) {
            throw malformed().exception();
        }
    }

    static Problem malformed() {
        return new Problem(
                400,
                "CONNECTION_STRING_MALFORMED",
                HEADER + " must be one URL like postgresql://user:password@host/database.");
    }
}

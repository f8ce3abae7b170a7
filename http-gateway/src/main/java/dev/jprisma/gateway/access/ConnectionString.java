package dev.jprisma.gateway.access;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who a {@code postgresql://user:password@host:port/database?...} URL says that it is; its host does not matter here.
 */
record ConnectionString(String user, String password, String database) {

    private static final Pattern URL = Pattern.compile(
            "postgres(?:ql)?://(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@[^@/?#]*/(?<database>[^/?#]+)(?:[?#].*)?");

    /** @throws IllegalArgumentException if it is no such URL */
    static ConnectionString parse(String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a connection string.");
        }
        String password = matcher.group("password");
        return new ConnectionString(
                decode(matcher.group("user")),
                password == null ? "" : decode(password),
                decode(matcher.group("database")));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}

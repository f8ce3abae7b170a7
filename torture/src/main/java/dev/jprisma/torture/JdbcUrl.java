package dev.jprisma.torture;

import java.net.URI;

/** URLs of JDBC from those that {@code jprisma dev url} prints. */
final class JdbcUrl {
    private JdbcUrl() {}

    static String of(String url) {
        URI uri = URI.create(url);
        String[] login = uri.getRawUserInfo().split(":", 2);
        return "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getRawPath() + "?"
                + (uri.getRawQuery() == null ? "" : uri.getRawQuery() + "&") + "user=" + login[0] + "&password="
                + login[1];
    }
}

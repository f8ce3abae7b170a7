package dev.jprisma.torture;

import java.net.URI;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where an instance is, as {@code env} prints it: its user has it in files that nobody writes anew.
 *
 * @param jdbc the URL of JDBC
 * @param http the URL over HTTP, with the key in it
 */
record Address(String jdbc, String http) {
    private static final String KEY = "?api_key=";

    /** @param environment lines of {@code NAME="value"} */
    static Address of(String environment) {
        Map<String, String> values = environment
                .lines()
                .map(line -> line.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], unquoted()));
        String jdbc = values.get("JDBC_DATABASE_URL");
        String http = values.get("PRISMA_DATABASE_URL");
        if (jdbc == null || http == null) {
            throw new Violation("env names no URL: " + environment);
        }
        return new Address(jdbc, http);
    }

    private static Function<String[], String> unquoted() {
        return pair -> pair[1].replaceAll("^\"|\"$", "");
    }

    /** Where SQL is posted to. */
    URI sql() {
        return URI.create("http://" + URI.create(http).getAuthority() + "/sql");
    }

    String key() {
        return http.substring(http.indexOf(KEY) + KEY.length());
    }
}

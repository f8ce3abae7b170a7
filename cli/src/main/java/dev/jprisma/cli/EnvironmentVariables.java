package dev.jprisma.cli;

import dev.jprisma.state.ConnectionUrls;
import dev.jprisma.state.Credentials;
import dev.jprisma.state.InstanceRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/** What tools read to find an instance: Prisma, Java's, and libpq's ({@code psql}, {@code pg_dump}). */
final class EnvironmentVariables {
    private EnvironmentVariables() {}

    static Map<String, String> of(InstanceRecord instance) {
        ConnectionUrls urls = ConnectionUrls.of(instance);
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("DATABASE_URL", urls.tcp());
        variables.put("SHADOW_DATABASE_URL", urls.shadow());
        variables.put("PRISMA_DATABASE_URL", urls.http());
        variables.put("JDBC_DATABASE_URL", ConnectionUrls.jdbc(instance));
        variables.put("PGHOST", "localhost");
        variables.put("PGPORT", Integer.toString(instance.ports().database().number()));
        variables.put("PGUSER", Credentials.USER);
        variables.put("PGPASSWORD", instance.password().text());
        variables.put("PGDATABASE", Credentials.DATABASE);
        variables.put("PGSSLMODE", "disable");
        return variables;
    }
}

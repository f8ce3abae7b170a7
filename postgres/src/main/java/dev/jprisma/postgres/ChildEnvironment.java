package dev.jprisma.postgres;

import java.util.Map;
import java.util.TreeMap;

/**
 * What PostgreSQL's programs find in their environment: ours, without what would change their language, their time zone
 * or the cluster they work on.
 */
final class ChildEnvironment {
    private ChildEnvironment() {}

    static Map<String, String> get() {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.keySet().removeIf(ChildEnvironment::isUnwanted);
        environment.put("LC_ALL", "C");
        environment.put("TZ", "UTC");
        return environment;
    }

    private static boolean isUnwanted(String name) {
        return name.startsWith("LC_") || name.startsWith("LANG") || name.startsWith("PG") || name.equals("TZ");
    }
}

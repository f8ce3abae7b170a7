package dev.jprisma.postgres;

import dev.jprisma.state.FileOwnership;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What PostgreSQL's programs find in their environment: ours, without what would change their language, their time zone
 * or the cluster they work on. Of root's, which may hold what is secret, another user gets what he needs only.
 */
final class ChildEnvironment {
    private static final Set<String> OF_ROOT = Set.of("PATH", "LD_LIBRARY_PATH");

    private ChildEnvironment() {}

    static Map<String, String> get() {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.keySet().removeIf(ChildEnvironment::isUnwanted);
        if (FileOwnership.areRoot()) {
            environment.keySet().retainAll(OF_ROOT);
        }
        environment.put("LC_ALL", "C");
        environment.put("TZ", "UTC");
        return environment;
    }

    private static boolean isUnwanted(String name) {
        return name.startsWith("LC_") || name.startsWith("LANG") || name.startsWith("PG") || name.equals("TZ");
    }
}

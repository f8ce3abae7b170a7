package dev.jprisma.console.management;

import java.util.regex.Pattern;

/** What Prisma's cloud offers and a machine cannot. */
final class CloudOnly {
    private static final Pattern PATHS = Pattern.compile("/v1/(apps|services|buckets|builds|deployments|domains"
            + "|branches|environment-variables|integrations|scm-installations|source-repositories|agent-approvals"
            + "|auth)(/.*)?"
            + "|/v1/projects/[^/]+/(branches(/.*)?|transfer)"
            + "|/v1/workspaces/[^/]+/((integrations|service-tokens)(/.*)?|subscription)");

    private CloudOnly() {}

    static boolean covers(String method, String path) {
        return PATHS.matcher(path).matches() || method.equals("POST") && path.equals("/v1/workspaces");
    }
}

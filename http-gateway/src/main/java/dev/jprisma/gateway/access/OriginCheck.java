package dev.jprisma.gateway.access;

import java.util.List;
import java.util.Set;

/**
 * Keeps web pages out. Browsers say on whose behalf they ask, by {@code Origin} and {@code Sec-Fetch-Site}; what is no
 * browser sends neither.
 */
final class OriginCheck {

    /** Same origin, or typed into the address bar. */
    private static final Set<String> HARMLESS_SITES = Set.of("same-origin", "none");

    private OriginCheck() {}

    /**
     * @param origins every Origin header there is
     * @param sites every Sec-Fetch-Site header there is
     * @param allowed origins that the user allowed, compared exactly; {@code null} is no origin that can be allowed
     */
    static Refusal check(List<String> origins, List<String> sites, Set<String> allowed) {
        if (origins.isEmpty()) {
            return HARMLESS_SITES.containsAll(sites) ? null : refusal("another site");
        }
        boolean isAllowed = origins.size() == 1 && allowed.contains(origins.get(0));
        return isAllowed ? null : refusal("a web page");
    }

    private static Refusal refusal(String who) {
        return Refusal.of(
                403,
                "ORIGIN_NOT_ALLOWED",
                "A browser sent this on behalf of " + who + " that may not use this database. Send it from a server or"
                        + " a script, or allow the page's origin: jprisma dev --allow-origin ORIGIN.");
    }
}

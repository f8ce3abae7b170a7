package dev.jprisma.daemon;

import dev.jprisma.gateway.settings.ProductionLimits;
import dev.jprisma.state.HttpLimits;

/** What the limits that users name are to the gateway. */
final class LimitsOfProduction {
    private LimitsOfProduction() {}

    /** Null for null. */
    static ProductionLimits of(HttpLimits limits) {
        if (limits == null) {
            return null;
        }
        return switch (limits) {
            case NONE -> ProductionLimits.NONE;
            case PRISMA -> ProductionLimits.PRISMA;
        };
    }
}

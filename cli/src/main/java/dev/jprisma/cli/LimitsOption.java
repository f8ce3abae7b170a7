package dev.jprisma.cli;

import dev.jprisma.state.HttpLimits;
import picocli.CommandLine.Option;

/** The limits of production that a user wants at home. */
final class LimitsOption {
    @Option(
            names = "--limits",
            paramLabel = "SERVICE",
            converter = Service.class,
            description = "Give the HTTP URL the limits that a service has in production: 'prisma' has those of Prisma"
                    + " Postgres. It is remembered; 'none' takes them away.")
    private HttpLimits limits;

    /** Null if none were named. */
    HttpLimits named() {
        return limits;
    }

    private static final class Service extends LowerCase<HttpLimits> {
        private Service() {
            super(HttpLimits.class);
        }
    }
}

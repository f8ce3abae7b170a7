package dev.jprisma.state;

/**
 * The ports of a running instance that the daemon serves and now does not. A value.
 *
 * @param http why its HTTP port is not served, as the end of a sentence; null if it is
 * @param shadow the same of its shadow database port
 */
public record ClosedPorts(String http, String shadow) {
    /** Both are served. */
    public static final ClosedPorts NONE = new ClosedPorts(null, null);

    /** Neither is served, for the same reason. */
    public static ClosedPorts both(String reason) {
        return new ClosedPorts(reason, reason);
    }

    /** Whether both are served. */
    public boolean areNone() {
        return http == null && shadow == null;
    }

    /** Why that port is not served; null if it is, or if the daemon has no part in it. */
    public String of(PortRole role) {
        return switch (role) {
            case HTTP -> http;
            case SHADOW -> shadow;
            case DATABASE -> null;
        };
    }
}

package dev.jprisma.postgres.wire;

/**
 * Whether the login must prove that the server which knows the password is the one at the other end of the TLS
 * connection (SCRAM-SHA-256-PLUS), as libpq's {@code channel_binding} says it.
 */
public enum ChannelBinding {
    DISABLE("disable"),
    PREFER("prefer"),
    REQUIRE("require");

    private final String text;

    ChannelBinding(String text) {
        this.text = text;
    }

    /** As in a URL. */
    @Override
    public String toString() {
        return text;
    }
}

package dev.jprisma.postgres.wire;

import java.util.List;

/** Whether a connection is encrypted and whom it trusts, as libpq's {@code sslmode} says it. */
public enum TlsMode {
    DISABLE("disable", Encryption.NONE),
    ALLOW("allow", Encryption.NONE, Encryption.REQUIRED),
    PREFER("prefer", Encryption.IF_OFFERED, Encryption.NONE),
    REQUIRE("require", Encryption.REQUIRED),
    VERIFY_CA("verify-ca", Encryption.REQUIRED),
    VERIFY_FULL("verify-full", Encryption.REQUIRED);

    private final String text;
    private final List<Encryption> attempts;

    TlsMode(String text, Encryption... attempts) {
        this.text = text;
        this.attempts = List.of(attempts);
    }

    /** As in a URL. */
    @Override
    public String toString() {
        return text;
    }

    /** What is tried, in order. */
    List<Encryption> attempts() {
        return attempts;
    }
}

package dev.jprisma.state;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * The ids by which Prisma's Management API names things: a prefix that says what it is, and 24 letters and digits that
 * say nothing. They are no secrets, and nobody can guess one.
 */
public enum ResourceId {
    PROJECT("proj_"),
    DATABASE("db_"),
    CONNECTION("con_"),
    BACKUP("bkp_");

    private static final int BITS = 124;
    private static final int RADIX = 36;
    private static final int LENGTH = 24;

    private final String prefix;

    ResourceId(String prefix) {
        this.prefix = prefix;
    }

    /** A new one. */
    public String random() {
        return prefix + digits(new BigInteger(BITS, new SecureRandom()));
    }

    /** Always the same for a text, which it does not give away. */
    public String of(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((prefix + text).getBytes(StandardCharsets.UTF_8));
            return prefix + digits(new BigInteger(1, hash).shiftRight(hash.length * Byte.SIZE - BITS));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String digits(BigInteger number) {
        String digits = number.toString(RADIX);
        return "0".repeat(LENGTH - digits.length()) + digits;
    }

    /** Whether a text has the form of one. */
    public boolean isOne(String text) {
        return text.matches(prefix + "[0-9a-z]{" + LENGTH + "}");
    }
}

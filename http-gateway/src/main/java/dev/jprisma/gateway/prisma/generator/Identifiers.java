package dev.jprisma.gateway.prisma.generator;

import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Identifiers in the published formats of cuid, cuid2, ULID, nanoid and UUID version 7 (RFC 9562). Safe for use by many
 * threads.
 *
 * <p>A library has one or two of them; four libraries would stand for these few lines each.
 */
final class Identifiers {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final String URL_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    /** 36 to the power of 4: what four digits of a cuid can count. */
    private static final int BLOCK = 36 * 36 * 36 * 36;

    private static final AtomicInteger CUID_COUNTER = new AtomicInteger();
    private static final String FINGERPRINT =
            base36(ManagementFactory.getRuntimeMXBean().getName().hashCode(), 4);
    private static final AtomicLong LAST_UUID7 = new AtomicLong();

    private Identifiers() {}

    /** {@code c}, time, counter, process, random. */
    static String cuid() {
        return "c"
                + base36(System.currentTimeMillis(), 8)
                + base36(CUID_COUNTER.getAndIncrement(), 4)
                + FINGERPRINT
                + base36(RANDOM.nextInt(BLOCK), 4)
                + base36(RANDOM.nextInt(BLOCK), 4);
    }

    /** A letter and 23 letters or digits. */
    static String cuid2() {
        return (char) ('a' + RANDOM.nextInt(26)) + random(BASE36, 23);
    }

    /** Milliseconds in ten digits, then 80 random bits. */
    static String ulid() {
        char[] time = new char[10];
        long rest = System.currentTimeMillis();
        for (int i = 9; i >= 0; i--, rest >>>= 5) {
            time[i] = CROCKFORD.charAt((int) (rest & 31));
        }
        return new String(time) + random(CROCKFORD, 16);
    }

    static String nanoid(int length) {
        return random(URL_SAFE, length);
    }

    /** Milliseconds and a 12-bit counter that only ever grow, then random bits. */
    static String uuid7() {
        long earliest = System.currentTimeMillis() << 12;
        long next = LAST_UUID7.updateAndGet(last -> Math.max(last + 1, earliest));
        long high = next >>> 12 << 16 | 0x7000 | next & 0xfff;
        return new UUID(high, RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L).toString();
    }

    private static String random(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** The last digits of a number. */
    private static String base36(long number, int digits) {
        char[] text = new char[digits];
        long rest = number;
        for (int i = digits - 1; i >= 0; i--, rest /= 36) {
            text[i] = BASE36.charAt((int) Math.floorMod(rest, 36L));
        }
        return new String(text);
    }
}

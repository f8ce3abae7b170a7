package dev.jprisma.postgres;

import java.util.List;
import java.util.stream.LongStream;

/**
 * The names of WAL's files.
 *
 * @param bytes of a file
 * @param timeline that they are on
 */
record WalSegments(long bytes, int timeline) {
    private static final long BYTES_OF_A_LOG = 1L << 32;

    /** A position such as {@code 0/1700028}, as a number. */
    static long position(String text) {
        String[] halves = text.split("/");
        return Long.parseLong(halves[0], 16) << 32 | Long.parseLong(halves[1], 16);
    }

    /** The same as PostgreSQL writes it. */
    static String text(long position) {
        return String.format("%X/%X", position >>> 32, position & 0xffffffffL);
    }

    /** The one that holds this position. */
    String nameOf(long position) {
        return name(Long.divideUnsigned(position, bytes));
    }

    /** Those that hold what stands from one position up to, and without, another. */
    List<String> namesOf(long from, long end) {
        return LongStream.rangeClosed(from / bytes, (end - 1) / bytes)
                .mapToObj(this::name)
                .toList();
    }

    private String name(long number) {
        long inLog = BYTES_OF_A_LOG / bytes;
        return String.format("%08X%08X%08X", timeline, number / inLog, number % inLog);
    }
}

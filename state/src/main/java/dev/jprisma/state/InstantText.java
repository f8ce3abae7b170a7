package dev.jprisma.state;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Reads and writes instants as {@link Instant#toString} does. Java's own way makes formatters of some hundred classes,
 * which takes a tenth of {@code ls}; it gets what is written in another way, or of another age.
 */
public final class InstantText {
    private static final int SHORTEST = "2026-11-28T10:00:00Z".length();
    private static final int FRACTION = SHORTEST;
    private static final int LONGEST = "2026-11-28T10:00:00.123456789Z".length();
    private static final String SHAPE = "0000-00-00T00:00:00";
    private static final int FRACTION_DIGITS = 9;
    /** Of the years 0 to 9999, which have four digits; in seconds since 1970. */
    private static final long FIRST_PLAIN = -62_167_219_200L;

    private static final long LAST_PLAIN = 253_402_300_799L;

    private InstantText() {}

    /** @throws DateTimeException if that is no instant */
    static Instant parse(String text) {
        return isPlain(text) ? plain(text) : Instant.parse(text);
    }

    private static boolean isPlain(String text) {
        int length = text.length();
        if (length < SHORTEST || length == SHORTEST + 1 || length > LONGEST || text.charAt(length - 1) != 'Z') {
            return false;
        }
        for (int i = 0; i < length - 1; i++) {
            char c = text.charAt(i);
            char shape = i < SHAPE.length() ? SHAPE.charAt(i) : i == SHAPE.length() ? '.' : '0';
            if (shape == '0' ? c < '0' || c > '9' : c != shape) {
                return false;
            }
        }
        return number(text, 5, 7) >= 1
                && number(text, 5, 7) <= 12
                && number(text, 8, 10) >= 1
                && number(text, 8, 10) <= lengthOf(number(text, 0, 4), number(text, 5, 7))
                && number(text, 11, 13) < 24
                && number(text, 14, 16) < 60
                && number(text, 17, 19) < 60;
    }

    static String of(Instant instant) {
        long seconds = instant.getEpochSecond();
        if (seconds < FIRST_PLAIN || seconds > LAST_PLAIN) {
            return instant.toString();
        }
        LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        StringBuilder text = toSeconds(time);
        int nanos = instant.getNano();
        if (nanos % 1_000_000 == 0 && nanos > 0) {
            digits(text.append('.'), nanos / 1_000_000, 3);
        } else if (nanos % 1_000 == 0 && nanos > 0) {
            digits(text.append('.'), nanos / 1_000, 6);
        } else if (nanos > 0) {
            digits(text.append('.'), nanos, FRACTION_DIGITS);
        }
        return text.append('Z').toString();
    }

    /** Such as {@code 2026-11-28T10:00:00.123}, of a time in the years 0 to 9999. */
    public static String toMillis(LocalDateTime time) {
        return digits(toSeconds(time).append('.'), time.getNano() / 1_000_000, 3)
                .toString();
    }

    private static StringBuilder toSeconds(LocalDateTime time) {
        StringBuilder text = new StringBuilder(LONGEST);
        digits(text, time.getYear(), 4).append('-');
        digits(text, time.getMonthValue(), 2).append('-');
        digits(text, time.getDayOfMonth(), 2).append('T');
        digits(text, time.getHour(), 2).append(':');
        digits(text, time.getMinute(), 2).append(':');
        return digits(text, time.getSecond(), 2);
    }

    private static StringBuilder digits(StringBuilder text, int number, int digits) {
        String shown = Integer.toString(number);
        return text.append("0".repeat(digits - shown.length())).append(shown);
    }

    private static int lengthOf(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    private static Instant plain(String text) {
        long minutes =
                (daysTo(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)) * 24 + number(text, 11, 13)) * 60
                        + number(text, 14, 16);
        int nanos = 0;
        if (text.length() > SHORTEST) {
            nanos = number(text, FRACTION, text.length() - 1);
            for (int digits = text.length() - 1 - FRACTION; digits < FRACTION_DIGITS; digits++) {
                nanos *= 10;
            }
        }
        return Instant.ofEpochSecond(minutes * 60 + number(text, 17, 19), nanos);
    }

    /** From 1970-01-01: days_from_civil of Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms". */
    private static long daysTo(int year, int month, int day) {
        long fromMarch = month > 2 ? year : year - 1;
        long era = Math.floorDiv(fromMarch, 400L);
        long yearOfEra = fromMarch - era * 400;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }

    private static int number(String text, int begin, int end) {
        return Integer.parseInt(text, begin, end, 10);
    }
}

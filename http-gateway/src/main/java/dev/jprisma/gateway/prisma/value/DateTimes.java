package dev.jprisma.gateway.prisma.value;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates and times between PostgreSQL's text, JavaScript's ISO form with milliseconds, and instants.
 *
 * <p>Of PostgreSQL's dates (4713 BC to 5874897) the client gets each as what it is that JavaScript has too (up to the
 * year 275760), those before the year 0 and after 9999 with a sign and six digits. All others, {@code infinity} too,
 * are texts of which JavaScript makes an invalid date, so that the rest of their row arrives. Node-postgres makes an
 * invalid date of all but the years 0 to 9999.
 */
public final class DateTimes {
    private static final Pattern TEXT = Pattern.compile(
            "(?:([+-]?\\d{4,7})-(\\d{2})-(\\d{2}))?[ T]?"
                    + "(?:(\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9})\\d*)?)?)?(Z|[+-]\\d{2}(?::?\\d{2}(?::?\\d{2})?)?)?( BC)?");

    private static final byte[] UTC = "+00:00".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ISO = "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.US_ASCII);
    /** Characters of a timestamp up to its day, and to its seconds. */
    private static final int DAY = 10;

    private static final int SECONDS = 19;

    private DateTimes() {}

    /**
     * {@code 2026-02-03T04:05:06.789Z} of a date, a time (on 1970-01-01) or a timestamp; without a zone it is UTC. What
     * has no end is returned as it is.
     *
     * @throws DateTimeException if it is none of these
     */
    public static String isoText(String text) {
        int length = text.length();
        boolean utc = text.endsWith("+00:00");
        int end = utc ? length - 6 : text.endsWith("+00") ? length - 3 : length;
        if (end >= 19 && isTimestamp(text, end)) {
            return text.substring(0, 10) + "T" + text.substring(11, 19) + milliseconds(text, end) + "Z";
        }
        return text.endsWith("infinity") ? text : isoText(parse(text));
    }

    /**
     * The same of the server's date, or timestamp in UTC, in ASCII; null of one that has not the form that nearly all
     * have.
     */
    public static byte[] isoText(byte[] text, int offset, int length) {
        int end = ordinaryEnd(text, offset, length);
        if (end < 0) {
            return null;
        }
        byte[] iso = ISO.clone();
        System.arraycopy(text, offset, iso, 0, Math.min(end - offset, ISO.length - 1));
        iso[DAY] = 'T';
        return iso;
    }

    /**
     * The server's timestamp in UTC as {@code 2026-02-03T04:05:06.789012+00:00}, in ASCII, with the digits that it has;
     * null of one that has not the form that nearly all have.
     */
    public static byte[] offsetText(byte[] text, int offset, int length) {
        int end = ordinaryEnd(text, offset, length);
        if (end - offset < SECONDS) {
            return null;
        }
        byte[] exact = Arrays.copyOfRange(text, offset, end + UTC.length);
        exact[DAY] = 'T';
        System.arraycopy(UTC, 0, exact, end - offset, UTC.length);
        return exact;
    }

    /** Where a date, or a timestamp in UTC without its zone, ends; -1 if it has another form. */
    private static int ordinaryEnd(byte[] text, int offset, int length) {
        int end = offset + length;
        if (length >= SECONDS + 3 && text[end - 3] == '+' && text[end - 2] == '0' && text[end - 1] == '0') {
            end -= 3;
        }
        if (end - offset != DAY && end - offset < SECONDS) {
            return -1;
        }
        for (int i = 0; i < end - offset; i++) {
            byte c = text[offset + i];
            byte form = i < ISO.length - 1 ? ISO[i] : (byte) '0';
            boolean fits = form == '0' ? c >= '0' && c <= '9' : c == (form == 'T' ? ' ' : form);
            if (!fits) {
                return -1;
            }
        }
        return end;
    }

    private static boolean isTimestamp(String text, int end) {
        if (text.charAt(10) != 'T' && text.charAt(10) != ' ' || text.charAt(4) != '-') {
            return false;
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean separator = i == 4 || i == 7 || i == 10 || i == 13 || i == 16 || i == 19;
            if (!separator && (c < '0' || c > '9')) {
                return false;
            }
        }
        return end == 19 || text.charAt(19) == '.';
    }

    private static String milliseconds(String text, int end) {
        return switch (end - 20) {
            case -1, 0 -> ".000";
            case 1 -> text.substring(19, 21) + "00";
            case 2 -> text.substring(19, 22) + "0";
            default -> text.substring(19, 23);
        };
    }

    /** Whether a date or timestamp of the server has a year of four digits, and thus ISO's form up to its zone. */
    public static boolean isOrdinary(String text) {
        return text.charAt(4) == '-' && text.charAt(text.length() - 1) != 'C';
    }

    /** What {@code toISOString()} gives. */
    public static String isoText(Instant instant) {
        OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(27);
        int year = utc.getYear();
        if (year >= 0 && year <= 9999) {
            pad(text, year, 4);
        } else {
            pad(text.append(year < 0 ? '-' : '+'), Math.abs(year), 6);
        }
        appendDay(text, utc);
        appendClock(text.append('T'), utc);
        return pad(text.append('.'), millis(utc), 3).append('Z').toString();
    }

    /**
     * As PostgreSQL reads it into a timestamp with a time zone or without: {@code 2026-02-03 04:05:06.789+00}. The
     * offset keeps the time zone of the session out of it.
     */
    public static String timestampText(Instant instant) {
        OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(29);
        appendDate(text, utc);
        appendTime(text.append(' '), utc);
        return appendEra(text.append("+00"), utc).toString();
    }

    /** As PostgreSQL reads it into a date: the day in UTC. */
    public static String dateText(Instant instant) {
        OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(13);
        appendDate(text, utc);
        return appendEra(text, utc).toString();
    }

    /** As PostgreSQL reads it into a time with a time zone or without. */
    public static String timeText(Instant instant) {
        return appendTime(new StringBuilder(15), instant.atOffset(ZoneOffset.UTC))
                .append("+00")
                .toString();
    }

    /** There is no year 0: before 1 comes 1 BC. */
    private static void appendDate(StringBuilder text, OffsetDateTime utc) {
        int year = utc.getYear();
        pad(text, year > 0 ? year : 1 - year, 4);
        appendDay(text, utc);
    }

    private static StringBuilder appendEra(StringBuilder text, OffsetDateTime utc) {
        return utc.getYear() > 0 ? text : text.append(" BC");
    }

    private static void appendDay(StringBuilder text, OffsetDateTime utc) {
        pad(text.append('-'), utc.getMonthValue(), 2);
        pad(text.append('-'), utc.getDayOfMonth(), 2);
    }

    private static StringBuilder appendTime(StringBuilder text, OffsetDateTime utc) {
        appendClock(text, utc);
        return millis(utc) == 0 ? text : pad(text.append('.'), millis(utc), 3);
    }

    private static void appendClock(StringBuilder text, OffsetDateTime utc) {
        pad(text, utc.getHour(), 2).append(':');
        pad(text, utc.getMinute(), 2).append(':');
        pad(text, utc.getSecond(), 2);
    }

    private static int millis(OffsetDateTime utc) {
        return utc.getNano() / 1_000_000;
    }

    private static StringBuilder pad(StringBuilder text, int number, int digits) {
        String plain = Integer.toString(number);
        return text.append("0".repeat(Math.max(0, digits - plain.length()))).append(plain);
    }

    /** @throws DateTimeException if the text is not a date, a time or a timestamp */
    public static Instant parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (text.isEmpty() || !matcher.matches() || matcher.group(1) == null && matcher.group(4) == null) {
            throw new DateTimeException("not a date or a time: " + text);
        }
        int hour = number(matcher, 4);
        LocalDateTime local = matcher.group(1) == null
                ? LocalDateTime.of(1970, 1, 1, 0, 0)
                : LocalDateTime.of(year(matcher), number(matcher, 2), number(matcher, 3), 0, 0);
        LocalDateTime time = hour == 24 ? local.plusDays(1) : local.withHour(hour);
        return time.withMinute(number(matcher, 5))
                .withSecond(number(matcher, 6))
                .withNano(nanoseconds(matcher.group(7)))
                .toInstant(offset(matcher.group(8)));
    }

    private static int year(Matcher matcher) {
        int year = number(matcher, 1);
        return matcher.group(9) == null ? year : 1 - year;
    }

    private static int number(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
    }

    private static int nanoseconds(String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
    }

    private static ZoneOffset offset(String zone) {
        return zone == null || zone.equals("Z") ? ZoneOffset.UTC : ZoneOffset.of(zone);
    }
}

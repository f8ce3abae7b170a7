package dev.jprisma.gateway.prisma;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times between PostgreSQL's text, JavaScript's ISO form with milliseconds, and instants. */
final class DateTimes {
    private static final Pattern TEXT = Pattern.compile("(?:(\\d{4})-(\\d{2})-(\\d{2}))?[ T]?"
            + "(?:(\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9})\\d*)?)?)?(Z|[+-]\\d{2}(?::?\\d{2})?)?");

    private DateTimes() {}

    /**
     * {@code 2026-02-03T04:05:06.789Z} of a date, a time (on 1970-01-01) or a timestamp; without a zone it is UTC.
     *
     * @throws DateTimeException if it is none of these, for example {@code infinity} or a year beyond 9999
     */
    static String isoText(String text) {
        int length = text.length();
        boolean utc = text.endsWith("+00:00");
        int end = utc ? length - 6 : text.endsWith("+00") ? length - 3 : length;
        if (end >= 19 && isTimestamp(text, end)) {
            return text.substring(0, 10) + "T" + text.substring(11, 19) + milliseconds(text, end) + "Z";
        }
        return isoText(parse(text));
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

    /** @throws DateTimeException if the year is not within 0 to 9999 */
    static String isoText(Instant instant) {
        OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
        if (utc.getYear() < 0 || utc.getYear() > 9999) {
            throw new DateTimeException("year " + utc.getYear());
        }
        StringBuilder text = new StringBuilder(24);
        appendDate(text, utc);
        appendClock(text.append('T'), utc);
        return pad(text.append('.'), millis(utc), 3).append('Z').toString();
    }

    /** As PostgreSQL reads a timestamp in UTC: {@code 2026-02-03 04:05:06.789}. */
    static String timestampText(Instant instant) {
        OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(23);
        appendDate(text, utc);
        return appendTime(text.append(' '), utc).toString();
    }

    static String dateText(Instant instant) {
        StringBuilder text = new StringBuilder(10);
        appendDate(text, instant.atOffset(ZoneOffset.UTC));
        return text.toString();
    }

    static String timeText(Instant instant) {
        return appendTime(new StringBuilder(12), instant.atOffset(ZoneOffset.UTC))
                .toString();
    }

    private static void appendDate(StringBuilder text, OffsetDateTime utc) {
        pad(text, utc.getYear(), 4).append('-');
        pad(text, utc.getMonthValue(), 2).append('-');
        pad(text, utc.getDayOfMonth(), 2);
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
    static Instant parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (text.isEmpty() || !matcher.matches() || matcher.group(1) == null && matcher.group(4) == null) {
            throw new DateTimeException("not a date or a time: " + text);
        }
        int hour = number(matcher, 4);
        LocalDateTime local = matcher.group(1) == null
                ? LocalDateTime.of(1970, 1, 1, 0, 0)
                : LocalDateTime.of(number(matcher, 1), number(matcher, 2), number(matcher, 3), 0, 0);
        LocalDateTime time = hour == 24 ? local.plusDays(1) : local.withHour(hour);
        return time.withMinute(number(matcher, 5))
                .withSecond(number(matcher, 6))
                .withNano(nanoseconds(matcher.group(7)))
                .toInstant(offset(matcher.group(8)));
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

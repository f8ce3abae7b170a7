package dev.jprisma.cli;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A moment as people type it. */
final class Moment {
    private static final Pattern AGO = Pattern.compile(
            "(\\d{1,6}) ?(s|secs?|seconds?|m|mins?|minutes?|h|hours?|d|days?)( ago)?", Pattern.CASE_INSENSITIVE);

    private Moment() {}

    /**
     * Such as {@code 10 minutes ago}, {@code 2026-11-27T17:43:55Z}, {@code 2026-11-27 18:43:55} or {@code 18:43}, the
     * last one by this machine's clock.
     *
     * @throws JprismaException ({@link ErrorKind#INVALID}) if it is none
     */
    static ZonedDateTime parse(String text, ZonedDateTime now) {
        String typed = text.strip();
        Matcher ago = AGO.matcher(typed);
        if (ago.matches()) {
            return now.minus(span(Long.parseLong(ago.group(1)), ago.group(2)));
        }
        String iso = typed.replaceFirst("(?<=\\d) +(?=\\d)", "T");
        try {
            return OffsetDateTime.parse(iso).toZonedDateTime();
        } catch (DateTimeException another) {
            return parseLocal(text, iso, now);
        }
    }

    private static ZonedDateTime parseLocal(String text, String iso, ZonedDateTime now) {
        try {
            if (iso.contains("T")) {
                return LocalDateTime.parse(iso).atZone(now.getZone());
            }
            ZonedDateTime today = now.with(LocalTime.parse(iso));
            return today.isAfter(now) ? today.minusDays(1) : today;
        } catch (DateTimeException e) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    "'" + text + "' is no moment: give '10 minutes ago', 18:43, '2026-11-27 18:43:55' or"
                            + " 2026-11-27T17:43:55Z",
                    e);
        }
    }

    private static Duration span(long number, String unit) {
        return switch (unit.toLowerCase(Locale.ROOT).charAt(0)) {
            case 'd' -> Duration.ofDays(number);
            case 'h' -> Duration.ofHours(number);
            case 'm' -> Duration.ofMinutes(number);
            default -> Duration.ofSeconds(number);
        };
    }
}

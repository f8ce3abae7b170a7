package dev.jprisma.state;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far back an instance's data can be brought, at the least.
 *
 * @param seconds a minute to 30 days, or 0
 */
public record HistoryLength(long seconds) {
    /** Nothing is kept. */
    public static final HistoryLength OFF = new HistoryLength(0);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,7})([smhd])");
    private static final long SHORTEST = Duration.ofMinutes(1).toSeconds();
    private static final long LONGEST = Duration.ofDays(30).toSeconds();

    /** @throws JprismaException ({@link ErrorKind#INVALID}) if it is too short or too long */
    public HistoryLength {
        if (seconds != 0 && (seconds < SHORTEST || seconds > LONGEST)) {
            throw new JprismaException(
                    ErrorKind.INVALID, "A history can be a minute to 30 days long, and not " + seconds + " seconds");
        }
    }

    /**
     * Such as {@code 90s}, {@code 30m}, {@code 1h}, {@code 2d} or {@code off}.
     *
     * @throws JprismaException ({@link ErrorKind#INVALID}) if it is none of these
     */
    public static HistoryLength of(String text) {
        if (text.equals("off")) {
            return OFF;
        }
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new JprismaException(
                    ErrorKind.INVALID, "'" + text + "' is not the length of a history: give 30m, 1h, 2d, or off");
        }
        long number = Long.parseLong(parts.group(1));
        HistoryLength length = new HistoryLength(
                switch (parts.group(2)) {
                    case "d" -> Duration.ofDays(number).toSeconds();
                    case "h" -> Duration.ofHours(number).toSeconds();
                    case "m" -> Duration.ofMinutes(number).toSeconds();
                    default -> number;
                });
        if (length.isOff()) {
            throw new JprismaException(ErrorKind.INVALID, "To keep no history: off");
        }
        return length;
    }

    public boolean isOff() {
        return seconds == 0;
    }

    /** The moment that this is before another. */
    public Instant before(Instant time) {
        return time.minusSeconds(seconds);
    }

    /** As it is typed. */
    @Override
    public String toString() {
        if (seconds == 0) {
            return "off";
        } else if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        } else if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}

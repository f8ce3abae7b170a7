package dev.jprisma.state;

import java.time.Duration;
import java.time.Instant;

/**
 * How far back an instance's data can be brought, at the least.
 *
 * @param seconds a minute to 30 days, or 0
 */
public record HistoryLength(long seconds) {
    /** Nothing is kept. */
    public static final HistoryLength OFF = new HistoryLength(0);

    private static final long SHORTEST = Duration.ofMinutes(1).toSeconds();
    private static final long LONGEST = Duration.ofDays(30).toSeconds();

    /** @throws JprismaException ({@link ErrorKind#INVALID}) if it is too short or too long */
    public HistoryLength {
        if (seconds != 0 && (seconds < SHORTEST || seconds > LONGEST)) {
            throw new JprismaException(
                    ErrorKind.INVALID, "A history can be a minute to 30 days long, and not " + TimeSpan.text(seconds));
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
        HistoryLength length = new HistoryLength(TimeSpan.parse(text)
                .orElseThrow(() -> new JprismaException(
                        ErrorKind.INVALID, "'" + text + "' is not the length of a history: give 30m, 1h, 2d, or off"))
                .toSeconds());
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
        return isOff() ? "off" : TimeSpan.text(seconds);
    }
}

package dev.jprisma.state;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a database stays unless somebody claims it.
 *
 * @param millis a second to a day
 */
public record LifeTime(long millis) {
    private static final long SHORTEST = Duration.ofSeconds(1).toMillis();
    private static final long LONGEST = Duration.ofDays(1).toMillis();

    /** Of those whose maker says nothing. */
    public static final LifeTime DEFAULT = new LifeTime(LONGEST);

    /** @throws JprismaException ({@link ErrorKind#INVALID}) if it is too short or too long */
    public LifeTime {
        if (millis < SHORTEST || millis > LONGEST) {
            throw new JprismaException(
                    ErrorKind.INVALID, "A life time is a second to 24 hours, and not " + text(millis));
        }
    }

    /**
     * Such as {@code 30m}, {@code 1h} or {@code 24h}.
     *
     * @throws JprismaException ({@link ErrorKind#INVALID}) if it is none
     */
    public static LifeTime of(String text) {
        return new LifeTime(TimeSpan.parse(text)
                .orElseThrow(() -> new JprismaException(
                        ErrorKind.INVALID, "'" + text + "' is not a life time: give 30m, 1h, up to 24h"))
                .toMillis());
    }

    private static String text(long millis) {
        return millis % 1000 == 0 ? TimeSpan.text(millis / 1000) : millis + " ms";
    }

    /** When it is over that begins then. */
    public Instant after(Instant begin) {
        return begin.plusMillis(millis);
    }
}

package dev.jprisma.state;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people type them: a number and {@code s}, {@code m}, {@code h} or {@code d}. */
final class TimeSpan {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,7})([smhd])");

    private TimeSpan() {}

    /** Such as {@code 90s}, {@code 30m}, {@code 1h} or {@code 2d}; empty if it is none. */
    static Optional<Duration> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(parts.group(1));
        return Optional.of(
                switch (parts.group(2)) {
                    case "d" -> Duration.ofDays(number);
                    case "h" -> Duration.ofHours(number);
                    case "m" -> Duration.ofMinutes(number);
                    default -> Duration.ofSeconds(number);
                });
    }

    /** In the largest of these units that makes it a whole number. */
    static String text(long seconds) {
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        } else if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}

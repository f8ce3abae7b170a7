package dev.jprisma.state;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Moments for people. */
public final class ShownTime {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private ShownTime() {}

    /** Such as {@code 2026-11-27 18:43:55}, in this machine's time zone. */
    public static String text(Instant time) {
        return FORMAT.format(time);
    }

    /** The first whole second that is not before it: who types that does not miss it. */
    public static String textFrom(Instant time) {
        return text(time.plusNanos(999_999_999));
    }
}

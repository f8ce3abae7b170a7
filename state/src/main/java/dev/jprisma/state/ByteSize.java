package dev.jprisma.state;

import java.util.Locale;

/** Amounts of bytes for people. */
public final class ByteSize {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    private ByteSize() {}

    /** Such as {@code 31 MB} or {@code 1.2 GB}: in units of 1024, as PostgreSQL says it. */
    public static String text(long bytes) {
        double amount = bytes / 1024.0;
        int unit = 0;
        while (amount >= 1000 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        String digits = amount < 10 && unit > 0 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, digits, amount) + " " + UNITS[unit];
    }
}

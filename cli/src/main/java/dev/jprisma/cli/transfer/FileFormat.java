package dev.jprisma.cli.transfer;

import java.util.Locale;

/** What a file to be loaded is. */
public enum FileFormat {
    /** A script, such as {@code pg_dump} writes. */
    SQL,
    /** {@code pg_dump}'s own: {@code -Fc}, {@code -Fd}, {@code -Ft}. */
    ARCHIVE,
    /** Values with commas between; the first line names the columns. */
    CSV,
    /** The same with tabs. */
    TSV,
    /** JSON objects, one behind the other or in an array. */
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

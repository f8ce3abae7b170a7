package dev.jprisma.console.data;

/** Which page is asked for: one of the ends, or next to a row that a page began or ended with. */
public enum Place {
    FIRST,
    AFTER,
    BEFORE,
    LAST
}

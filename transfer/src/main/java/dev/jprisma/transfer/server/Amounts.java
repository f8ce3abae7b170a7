package dev.jprisma.transfer.server;

/** Numbers of things, as people say them. */
public final class Amounts {
    private Amounts() {}

    /** Such as {@code 1 row}, {@code 2 rows}. */
    public static String of(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}

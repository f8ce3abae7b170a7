package dev.jprisma.cli;

/**
 * Runs several command lines in one JVM, so that the class-data archive made of what it loads serves them all. Used by
 * {@code scripts/build-product} alone.
 */
final class Rehearsal {
    private Rehearsal() {}

    /** @param commandLines each one argument, of words without blanks */
    public static void main(String[] commandLines) {
        for (String line : commandLines) {
            Main.run(line.split(" "));
        }
    }
}

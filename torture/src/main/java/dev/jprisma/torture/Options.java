package dev.jprisma.torture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/** What {@code scripts/torture} was asked for. */
final class Options {
    private Duration time = Duration.ofMinutes(3);
    private long seed = new Random().nextInt(1_000_000);
    private Path product;
    private String only = "";
    private String except;
    private String tolerated;
    private boolean all;
    private Path folder;
    private Path kept;
    private boolean isolated;

    static Options parse(List<String> words) {
        Options options = new Options();
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            options.take(rest.next(), rest);
        }
        return options;
    }

    private void take(String word, Iterator<String> rest) {
        switch (word) {
            case "--minutes" -> time = Duration.ofSeconds(Math.round(60 * Double.parseDouble(value(word, rest))));
            case "--seed" -> seed = Long.parseLong(value(word, rest));
            case "--product" -> product = path(word, rest);
            case "--checkout" -> rest.next(); // The script's.
            case "--only" -> only = value(word, rest);
            case "--except" -> except = value(word, rest);
            case "--tolerate" -> tolerated = value(word, rest);
            case "--all" -> all = true;
            case "--folder" -> folder = path(word, rest);
            case "--kept" -> kept = path(word, rest);
            case "--isolated" -> isolated = true;
            default -> throw new IllegalArgumentException(word + " is no option of scripts/torture");
        }
    }

    private static String value(String word, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(word + " needs a value");
        }
        return rest.next();
    }

    private static Path path(String word, Iterator<String> rest) {
        return Path.of(value(word, rest)).toAbsolutePath();
    }

    /** How long it goes on; the round that is under way is finished. */
    Duration time() {
        return time;
    }

    /** Decides everything that is left to chance. */
    long seed() {
        return seed;
    }

    /** Whose {@code scripts/jprisma} is driven. */
    Path product() {
        return product;
    }

    /** Whether a scenario of this name is to be played. */
    boolean wants(String scenario) {
        return scenario.contains(only) && (except == null || !scenario.contains(except));
    }

    /** Whether something that is left over is known, and looked past. */
    boolean tolerates(String leftover) {
        return tolerated != null && leftover.contains(tolerated);
    }

    /** Whether it goes on after a violation, with a new home. */
    boolean all() {
        return all;
    }

    /** For homes. */
    Path folder() {
        return folder;
    }

    /** Where the log goes, and homes in which something did not hold. */
    Path kept() {
        return kept;
    }

    /** Whether this runs in namespaces of its own, so that whatever is there is the product's. */
    boolean isolated() {
        return isolated;
    }
}

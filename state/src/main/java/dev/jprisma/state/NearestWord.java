package dev.jprisma.state;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What was meant by a word that means nothing: the known one from which it differs by the fewest slips of a finger. A
 * slip is a letter wrong, missing, too much, or two swapped; capitals are none.
 */
public final class NearestWord {
    /** One in three letters may be wrong: {@code kill} is no {@code pull}. */
    private static final int LETTERS_A_SLIP = 3;

    private static final int MOST_SLIPS = 2;

    private NearestWord() {}

    /**
     * The first of the nearest ones, if any is near enough.
     *
     * @param wordOf what of a candidate is compared with the word that was typed
     */
    public static <T> Optional<T> among(Collection<T> candidates, String typed, Function<T, String> wordOf) {
        int allowed = Math.min(MOST_SLIPS, Math.max(1, typed.length() / LETTERS_A_SLIP));
        T nearest = null;
        int fewest = allowed + 1;
        for (T candidate : candidates) {
            int slips = slips(folded(typed), folded(wordOf.apply(candidate)));
            if (slips < fewest) {
                nearest = candidate;
                fewest = slips;
            }
        }
        return Optional.ofNullable(nearest);
    }

    private static String folded(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    /** The distance of optimal string alignment (Damerau 1964). */
    private static int slips(String a, String b) {
        int[][] distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    distance[i][j] = i + j;
                    continue;
                }
                int changed = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                distance[i][j] = Math.min(
                        distance[i - 1][j - 1] + changed, Math.min(distance[i - 1][j], distance[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    distance[i][j] = Math.min(distance[i][j], distance[i - 2][j - 2] + 1);
                }
            }
        }
        return distance[a.length()][b.length()];
    }
}

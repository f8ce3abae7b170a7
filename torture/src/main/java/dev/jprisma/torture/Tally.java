package dev.jprisma.torture;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What has been done, for the summary. Safe for threads. */
final class Tally {
    final LongAdder rounds = new LongAdder();
    final LongAdder commands = new LongAdder();
    final LongAdder acknowledged = new LongAdder();
    final LongAdder lost = new LongAdder();
    private final Map<String, Integer> kills = new TreeMap<>();
    private final Map<String, Integer> scenarios = new TreeMap<>();

    synchronized void killed(String kind) {
        kills.merge(kind, 1, Integer::sum);
    }

    synchronized void played(String scenario) {
        scenarios.merge(scenario, 1, Integer::sum);
    }

    /** The summary's lines. */
    synchronized String summary(int violations) {
        return "scenarios: " + scenarios + "\nkills: " + kills + "\n" + rounds + " rounds, "
                + kills.values().stream().mapToInt(Integer::intValue).sum() + " kills, " + commands + " commands, "
                + acknowledged + " rows acknowledged, " + lost + " lost, " + violations + " violations";
    }
}

package dev.jprisma.torture;

import java.util.List;

/** The kinds of blows, each as often as its weight says. */
final class Scenarios {
    private record Weighted(int weight, Scenario scenario) {}

    private static final List<Weighted> ALL = List.of(new Weighted(10, new KillInTheMiddle()));

    private Scenarios() {}

    /** @param only a part of the name of those to choose from */
    static Scenario choose(Session session, String only) {
        List<Weighted> choices = ALL.stream()
                .filter(each -> each.scenario().name().contains(only))
                .toList();
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("There is no scenario " + only);
        }
        int ticket = session.random.nextInt(
                choices.stream().mapToInt(Weighted::weight).sum());
        for (Weighted each : choices) {
            ticket -= each.weight();
            if (ticket < 0) {
                return each.scenario();
            }
        }
        throw new AssertionError(ticket);
    }
}

package dev.jprisma.torture;

import java.util.List;
import java.util.function.Predicate;

/** The kinds of blows, each as often as its weight says. */
final class Scenarios {
    private record Weighted(int weight, Scenario scenario) {}

    private static final List<Weighted> ALL = List.of(
            new Weighted(24, new KillInTheMiddle()),
            new Weighted(8, new Race()),
            new Weighted(8, new DataExchanged()),
            new Weighted(6, new BackInTime()),
            new Weighted(4, new DataLoaded()),
            new Weighted(4, new Renamed()),
            new Weighted(8, new FailingCall()),
            new Weighted(6, new FullDisk()),
            new Weighted(5, new DamagedRecord()),
            new Weighted(4, new DamagedHome()),
            new Weighted(4, new HungDaemon()),
            new Weighted(4, new ShadowInUse()),
            new Weighted(4, new ExecOutlivesDaemon()),
            new Weighted(4, new KilledWhileAdopting()),
            new Weighted(4, new ForegroundEnds()),
            new Weighted(3, new CopiedHome()),
            new Weighted(3, new ForbiddenHome()),
            new Weighted(2, new MovedHome()),
            new Weighted(2, new ForeignPid()),
            new Weighted(1, new DoubledRecord()),
            new Weighted(2, new StuckBackend()),
            new Weighted(2, new Forced()),
            new Weighted(2, new FirstRun()),
            new Weighted(1, new Wear()));

    private Scenarios() {}

    static Scenario choose(Session session, Predicate<String> wanted) {
        List<Weighted> choices = ALL.stream()
                .filter(each -> wanted.test(each.scenario().name()))
                .filter(each -> session.sandbox.isolated() || !each.scenario().needsIsolation())
                .toList();
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("There is no scenario of that name that can be played here");
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

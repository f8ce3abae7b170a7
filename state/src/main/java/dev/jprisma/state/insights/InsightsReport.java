package dev.jprisma.state.insights;

import java.time.Instant;
import java.util.List;

/**
 * What an instance's server does.
 *
 * @param instance its name
 * @param recording whether the server writes down what it executes
 * @param recordedOneIn one execution in so many is written down; 1 for all
 * @param notes what is missing, and why
 * @param statements the one that took the most time in all first
 * @param advice what to do, the most urgent first
 * @param load the oldest first; a day at most
 * @param traffic over its HTTP port
 */
public record InsightsReport(
        String instance,
        Instant at,
        boolean recording,
        long recordedOneIn,
        List<String> notes,
        List<StatementFigures> statements,
        List<Advice> advice,
        List<LoadPoint> load,
        GatewayTraffic traffic) {

    /** The same with that traffic over its HTTP port. */
    public InsightsReport with(GatewayTraffic newTraffic) {
        return new InsightsReport(instance, at, recording, recordedOneIn, notes, statements, advice, load, newTraffic);
    }
}

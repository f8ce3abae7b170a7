package dev.jprisma.gateway.http;

import dev.jprisma.state.insights.GatewayTraffic;
import java.util.concurrent.atomic.LongAdder;

/** Counts an instance's requests. Safe for threads, and cheap: it is asked for each of them. */
public final class TrafficCounters {
    private final LongAdder requests = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder cacheHits = new LongAdder();

    /** @param begunNanos when the request's head had arrived, as {@link System#nanoTime} */
    void answered(long begunNanos, long answerBytes, boolean failed) {
        requests.increment();
        bytes.add(answerBytes);
        nanos.add(System.nanoTime() - begunNanos);
        if (failed) {
            failures.increment();
        }
    }

    /** An answer will not have asked the server. */
    public void cacheHit() {
        cacheHits.increment();
    }

    /** Until now. */
    public GatewayTraffic sum() {
        return new GatewayTraffic(requests.sum(), failures.sum(), bytes.sum(), nanos.sum() / 1000, cacheHits.sum());
    }
}

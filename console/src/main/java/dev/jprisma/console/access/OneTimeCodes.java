package dev.jprisma.console.access;

import dev.jprisma.state.ControlToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Codes that let one browser in each, within a minute. Safe for threads. */
public final class OneTimeCodes {
    /** How long a code can be used. */
    public static final Duration LIFE = Duration.ofMinutes(1);

    private static final int MOST = 100;

    private final Clock clock;
    /** Guarded by this: those not used yet, the oldest first. */
    private final Map<String, Code> codes = new LinkedHashMap<>();

    private record Code(Instant end, Runnable whenGone) {}

    public OneTimeCodes(Clock clock) {
        this.clock = clock;
    }

    /** @param whenGone run once the code was used, or is noticed to be too old */
    public synchronized String issue(Runnable whenGone) {
        forgetOld();
        while (codes.size() >= MOST) {
            forget(codes.keySet().iterator().next());
        }
        String code = ControlToken.random();
        codes.put(code, new Code(clock.instant().plus(LIFE), whenGone));
        return code;
    }

    /** Whether it is one, and not too old. From now on it is none. */
    public synchronized boolean use(String code) {
        forgetOld();
        return forget(code);
    }

    /** Notices those that are too old. */
    public synchronized void forgetOld() {
        Instant now = clock.instant();
        for (Iterator<Code> each = codes.values().iterator(); each.hasNext(); ) {
            Code code = each.next();
            if (!now.isBefore(code.end)) {
                each.remove();
                code.whenGone.run();
            }
        }
    }

    /** Nobody can use any of them. */
    public synchronized void forgetAll() {
        codes.values().forEach(code -> code.whenGone.run());
        codes.clear();
    }

    private boolean forget(String code) {
        Code known = codes.remove(code);
        if (known != null) {
            known.whenGone.run();
        }
        return known != null;
    }
}

package dev.jprisma.insights;

/**
 * How much is to be written down, so that it costs little: all of it as long as it is little, one execution in so many
 * otherwise. Of one thread at a time.
 */
final class RecordingRate {
    /** What costs a busy server less than a fiftieth of its time. */
    private static final long MOST_A_SECOND = 1000;

    /** What is not waited with. */
    private static final long FLOOD_A_SECOND = 4 * MOST_A_SECOND;

    private static final long WANTED_A_SECOND = 200;
    private static final int STEP = 4;
    private static final long MOST_ONE_IN = 4096;
    private static final int CALM_LOOKS = 12;

    private long oneIn = 1;
    private int busyLooks;
    private int calmLooks;

    /** @param executionsASecond at the beginning: the first look is too late for what is very much */
    RecordingRate(long executionsASecond) {
        if (executionsASecond > FLOOD_A_SECOND) {
            take(executionsASecond);
        }
    }

    private void take(long aSecond) {
        for (long written = aSecond; oneIn < MOST_ONE_IN && written > WANTED_A_SECOND; written /= STEP) {
            oneIn *= STEP;
        }
    }

    long oneIn() {
        return oneIn;
    }

    /**
     * Takes what was written down since the look before.
     *
     * @param millis how long ago that was
     * @return whether another rate is to be used from now on
     */
    boolean look(long written, long millis) {
        long aSecond = written * 1000 / Math.max(1, millis);
        busyLooks = aSecond > MOST_A_SECOND ? busyLooks + 1 : 0;
        calmLooks = aSecond * STEP < WANTED_A_SECOND && oneIn > 1 ? calmLooks + 1 : 0;
        if (busyLooks >= 2 || aSecond > FLOOD_A_SECOND) {
            take(aSecond);
            busyLooks = 0;
            return true;
        }
        if (calmLooks >= CALM_LOOKS) {
            oneIn /= STEP;
            calmLooks = 0;
            return true;
        }
        return false;
    }
}

package dev.jprisma.gateway.prisma;

/** All connections stayed in use for as long as the caller would wait. */
public final class PoolExhaustedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int limit;

    /** @param limit how many connections there are */
    public PoolExhaustedException(int limit) {
        super("All " + limit + " connections are in use");
        this.limit = limit;
    }

    /** How many connections there are. */
    public int limit() {
        return limit;
    }
}

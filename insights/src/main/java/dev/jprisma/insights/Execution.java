package dev.jprisma.insights;

/**
 * An execution as it is kept: nothing in it has a value of the statement's.
 *
 * @param transaction PostgreSQL's virtual transaction id
 * @param values a number that is the same for equal values; of this process alone
 * @param offset how many rows it skipped
 * @param recordedOneIn of how many executions it is the one that was written down
 */
record Execution(
        StatementKey statement,
        long endMillis,
        long micros,
        int pid,
        String transaction,
        String application,
        SqlComment comment,
        long values,
        long offset,
        long recordedOneIn) {

    long startMillis() {
        return endMillis - micros / 1000;
    }

    /** What the executions of one request have in common, as far as can be told. */
    String context() {
        return comment.trace() == null ? application : comment.trace();
    }

    /** The Prisma call, the route or the application. */
    String callerName() {
        if (comment.action() != null) {
            return comment.action();
        }
        return comment.route() != null ? comment.route() : application;
    }
}

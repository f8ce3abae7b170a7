package dev.jprisma.insights;

/**
 * What a server has written down of an execution. Nothing of it may be kept but what {@link Execution} has.
 *
 * @param endMillis when it ended
 * @param pid of the session's process
 * @param transaction PostgreSQL's virtual transaction id
 * @param queryId the same for all executions that differ in values alone; 0 if there is none
 * @param micros its time, with that of its parsing and binding
 * @param sql as the client sent it
 * @param values its parameters, as the log writes them; empty if it has none
 */
record LoggedStatement(
        long endMillis,
        int pid,
        String transaction,
        long queryId,
        String user,
        String database,
        String application,
        long micros,
        String sql,
        String values) {

    LoggedStatement withValues(String logged) {
        return new LoggedStatement(
                endMillis, pid, transaction, queryId, user, database, application, micros, sql, logged);
    }
}

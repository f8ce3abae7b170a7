package dev.jprisma.insights;

/** What executions of one statement have in common. */
record StatementKey(long queryId, String database) {
    /** As it is named in requests. */
    String id() {
        return Long.toHexString(queryId) + "@" + database;
    }
}

package dev.jprisma.gateway.neon;

import dev.jprisma.postgres.wire.Statement;

/**
 * One query of a request.
 *
 * @param arrayMode whether its rows are arrays; null if it does not say
 */
record SqlQuery(Statement statement, Boolean arrayMode) {}

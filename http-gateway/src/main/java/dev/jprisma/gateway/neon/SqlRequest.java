package dev.jprisma.gateway.neon;

import java.util.List;

/**
 * The body of a request.
 *
 * @param batch whether it was {@code {"queries": [...]}}, one transaction and one answer for all
 */
record SqlRequest(List<SqlQuery> queries, boolean batch) {}

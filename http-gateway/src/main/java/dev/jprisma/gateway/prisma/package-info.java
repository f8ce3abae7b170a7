/**
 * Prisma Client 7 over HTTP: the client compiles a query to a plan, this package evaluates the plan.
 *
 * <p>A plan is parsed once ({@link dev.jprisma.gateway.prisma.PlanParser}) into nodes that evaluate themselves
 * ({@link dev.jprisma.gateway.prisma.PlanNode}). Values are what JSON has (null, Boolean, Long, Double, String, List,
 * Map), and in addition {@code byte[]}, {@link java.time.Instant}, rows, raw results and JSON that is already mapped.
 *
 * <p>Where JSON has no form for a value of PostgreSQL, its text stands for it: a raw result has {@code "NaN"}, and
 * dates without end are {@code infinity}, an invalid date to JavaScript ({@link dev.jprisma.gateway.prisma.DateTimes}).
 */
package dev.jprisma.gateway.prisma;

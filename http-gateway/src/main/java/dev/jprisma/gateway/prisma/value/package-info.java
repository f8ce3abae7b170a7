/**
 * The values of plans, requests and results, read from JSON and text and written as JavaScript would write them: every
 * package above reads and writes them here.
 *
 * <p>Values are what JSON has (null, Boolean, Long, Double, String, List, Map), and in addition {@code byte[]},
 * {@link java.time.Instant}, rows, raw results and JSON that is already mapped.
 *
 * <p>Where JSON has no form for a value of PostgreSQL, its text stands for it: a raw result has {@code "NaN"}, and
 * dates without end are {@code infinity}, an invalid date to JavaScript
 * ({@link dev.jprisma.gateway.prisma.value.DateTimes}).
 */
package dev.jprisma.gateway.prisma.value;

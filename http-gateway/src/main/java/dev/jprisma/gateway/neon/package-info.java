/**
 * {@code POST /sql}: SQL over HTTP in the form of Neon's serverless driver, and for everyone who has curl.
 *
 * <p>Dates, those before the year 1, after 9999 and {@code infinity} too, are PostgreSQL's text; what becomes of it the
 * driver decides as it does over TCP.
 */
package dev.jprisma.gateway.neon;

/**
 * What is slow on a server, who asks for it, and what to do: from {@code pg_stat_statements}, from what the server
 * writes down of each statement while somebody looks, and from its plans.
 */
package dev.jprisma.insights;

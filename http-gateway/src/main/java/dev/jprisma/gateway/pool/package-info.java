/**
 * Connections to an instance's PostgreSQL: the gateway's own, shared by requests one after another without sharing a
 * session's state, and those of roles, which belong to one client each.
 */
package dev.jprisma.gateway.pool;

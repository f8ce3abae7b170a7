/** Connections to an instance's PostgreSQL, shared by requests one after another without sharing a session's state. */
package dev.jprisma.gateway.pool;

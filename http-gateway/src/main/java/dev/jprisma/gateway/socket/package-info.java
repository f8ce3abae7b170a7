/**
 * WebSockets as blocking conversations: a thread each, which reads messages and writes them as fast as the client
 * reads.
 */
package dev.jprisma.gateway.socket;

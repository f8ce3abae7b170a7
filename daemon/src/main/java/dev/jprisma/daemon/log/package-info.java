/**
 * The daemon's log: what its code and its libraries say by SLF4J goes to standard error, a line an event; whoever
 * started the daemon keeps that in the home. A provider of its own, since any other looks into every jar for its
 * configuration while somebody waits for the daemon.
 */
package dev.jprisma.daemon.log;

/**
 * The way to a home's daemon, for the command and for tests: who it is, starting it where there is none (once, whatever
 * races to start it), asking and ending it. Of the daemon itself this package knows its class's name only.
 */
package dev.jprisma.client;

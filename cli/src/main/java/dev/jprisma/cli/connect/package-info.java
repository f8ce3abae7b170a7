/**
 * The way to a home's daemon: who it is, starting it where there is none (once, whatever races to start it), and asking
 * it. Of the daemon itself this package knows its class's name only.
 */
package dev.jprisma.cli.connect;

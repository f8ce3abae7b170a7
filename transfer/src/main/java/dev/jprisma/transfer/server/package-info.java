/** A database as a transfer meets it: a session with what it asks, what is in it, and how it is emptied. */
package dev.jprisma.transfer.server;

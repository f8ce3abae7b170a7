/**
 * What a home holds and what it means: its layout on disk, the records of its instances, who is alive, the URLs of an
 * instance, and the messages between the command and the daemon ({@link dev.jprisma.state.control}).
 *
 * <p>This package alone reads and writes the files of the registry. Null is never passed or returned unless a method
 * says so.
 */
package dev.jprisma.state;

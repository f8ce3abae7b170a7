/** What a connection URI means on this machine: libpq's files of services and passwords, and its defaults. */
package dev.jprisma.cli.link;

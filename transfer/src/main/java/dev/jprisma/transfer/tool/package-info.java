/** PostgreSQL's own client programs, which our binaries lack: where they are, and how they are run. */
package dev.jprisma.transfer.tool;

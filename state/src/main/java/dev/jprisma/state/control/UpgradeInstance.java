package dev.jprisma.state.control;

import dev.jprisma.state.InstanceName;

/**
 * Copy all that an instance holds into a newer major version of PostgreSQL, which takes its place.
 *
 * @param major such as 18
 * @param tools the folder with {@code pg_dump}, {@code pg_dumpall} and {@code psql}, as new as its server or newer
 * @param clientPid the process that asks, whose end gives it up
 */
public record UpgradeInstance(InstanceName name, int major, String tools, long clientPid) {}

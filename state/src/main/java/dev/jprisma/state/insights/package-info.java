/**
 * What is slow on an instance, and what to do: as the daemon answers it, and commands and pages show it. Times are in
 * microseconds, blocks have 8 KB.
 */
package dev.jprisma.state.insights;

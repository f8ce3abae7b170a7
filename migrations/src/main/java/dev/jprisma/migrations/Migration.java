package dev.jprisma.migrations;

import java.util.List;

/**
 * What one file does in the forward direction.
 *
 * @param name by which its tool calls it
 * @param version as its tool records it; null where it records names
 * @param scripts one after the other
 */
record Migration(String name, String version, SourceFile file, List<Script> scripts, Transaction transaction) {}

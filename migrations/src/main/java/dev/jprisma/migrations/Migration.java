package dev.jprisma.migrations;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one file does in the forward direction.
 *
 * @param name by which its tool calls it
 * @param version as its tool records it; null where it records names
 * @param scripts one after the other
 */
record Migration(String name, String version, SourceFile file, List<Script> scripts, Transaction transaction) {
    /** Where the version is what is recorded, two of the same would be one. */
    static List<Migration> distinct(List<Migration> migrations) {
        Map<String, Migration> versions = new HashMap<>();
        for (Migration migration : migrations) {
            Migration other = versions.put(migration.version(), migration);
            if (other != null) {
                throw migration
                        .file()
                        .refused("has the version of " + other.file().relativeName());
            }
        }
        return migrations;
    }
}

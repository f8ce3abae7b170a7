package dev.jprisma.state.control;

/**
 * Bring an extension into the home, for all its servers of a major version.
 *
 * @param name of the extension; null if the source has one only
 * @param source absolute path of a package, an archive, or a folder of files or of source code; null for what the
 *     machine has under that name
 * @param major of PostgreSQL
 * @param pgConfig absolute path of the {@code pg_config} of that major to build source code with; null for the one that
 *     is found
 */
public record AddExtension(String name, String source, int major, String pgConfig) {}

package dev.jprisma.state.control;

/**
 * Bring binaries of PostgreSQL into the home, unless they are there.
 *
 * @param version such as {@code 17}, which Maven fetches; null for a file
 * @param file absolute, a jar that has them; null for a version
 */
public record AddPostgres(String version, String file) {}

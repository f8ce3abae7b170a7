package dev.jprisma.state.control;

/**
 * Delete binaries of PostgreSQL from the home.
 *
 * @param version such as {@code 17}, which is all of that major, or {@code 17.11}
 */
public record RemovePostgres(String version) {}

package dev.jprisma.state.control;

import java.util.List;

/** @param versions of PostgreSQL that a home has or can have, newest first */
public record PostgresVersions(List<PostgresVersion> versions) {}

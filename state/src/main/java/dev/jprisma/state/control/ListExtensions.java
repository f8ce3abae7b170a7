package dev.jprisma.state.control;

/** What extensions come with a major version of PostgreSQL. */
public record ListExtensions(int major) {}

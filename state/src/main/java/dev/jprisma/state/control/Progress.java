package dev.jprisma.state.control;

/** @param message what is being done, such as "Unpacking PostgreSQL 18.6" */
public record Progress(String message) {}

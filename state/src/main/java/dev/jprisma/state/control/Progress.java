package dev.jprisma.state.control;

/**
 * @param message what is being done, such as "Unpacking PostgreSQL 18.6"
 * @param passing whether it is one of many that matters until the next one, such as "Running 12 of 800: FILE"
 */
public record Progress(String message, boolean passing) {}

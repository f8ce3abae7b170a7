package dev.jprisma.state.control;

/** @param database the copy's name */
public record ClonedDatabase(String database) {}

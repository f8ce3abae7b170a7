package dev.jprisma.console.data;

/**
 * A value too long for a page.
 *
 * @param start how it begins
 */
public record CutValue(String start) {}

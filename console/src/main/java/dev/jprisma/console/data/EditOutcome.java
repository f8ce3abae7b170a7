package dev.jprisma.console.data;

import java.util.List;

/**
 * What came of edits.
 *
 * @param ran the statements in their order, as far as they ran
 * @param conflict null if all was written; else why nothing was, for a person
 */
public record EditOutcome(List<EditStatement> ran, String conflict) {}

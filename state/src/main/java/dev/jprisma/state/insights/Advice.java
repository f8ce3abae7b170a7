package dev.jprisma.state.insights;

import java.util.List;

/**
 * Something to do about a statement or a table.
 *
 * @param rule what was found
 * @param statement the {@linkplain StatementFigures#id statement}; null where it is about the schema
 * @param title it in one sentence
 * @param evidence the figures that say so
 * @param remedy what to do
 * @param callers who executes the statement, as far as known
 */
public record Advice(
        AdviceRule rule, String statement, String title, String evidence, String remedy, List<String> callers) {}

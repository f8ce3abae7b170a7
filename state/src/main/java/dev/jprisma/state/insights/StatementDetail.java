package dev.jprisma.state.insights;

import java.util.List;

/**
 * All that is known of one statement.
 *
 * @param plan as {@code EXPLAIN} prints it, without values; null if there is none
 * @param planNote why there is none, or what it leaves open; null if nothing
 * @param prompt to be pasted to an assistant: statement, plan, tables and advice
 */
public record StatementDetail(
        StatementFigures statement,
        String plan,
        String planNote,
        List<Advice> advice,
        List<LoadPoint> load,
        String prompt) {}

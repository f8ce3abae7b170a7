package dev.jprisma.insights;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An index for what a plan filters a table by.
 *
 * @param columns as they are written in SQL: those that are compared for equality, then one that is compared otherwise
 */
record IndexProposal(TableFacts.Table table, List<String> columns) {
    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[a-z_][a-z0-9_$]*)";
    private static final Pattern COMPARISON =
            Pattern.compile("\\(+(?:" + NAME + "\\.)?" + NAME + "\\)?(?:::[a-z ]+)? (=|<|>|<=|>=) ");
    private static final int MOST_COLUMNS = 3;

    /** @return empty if it filters by nothing that an index of this kind helps with */
    static Optional<IndexProposal> of(TableFacts.Table table, PlanNode scan) {
        Set<String> equal = new LinkedHashSet<>();
        Set<String> ordered = new LinkedHashSet<>();
        // What is joined by OR takes an index for each side.
        if (scan.filter() == null || scan.filter().contains(" OR ")) {
            return Optional.empty();
        }
        Matcher comparison = COMPARISON.matcher(scan.filter());
        while (comparison.find()) {
            (comparison.group(3).equals("=") ? equal : ordered).add(comparison.group(2));
        }
        ordered.removeAll(equal);
        List<String> columns = new ArrayList<>(equal);
        ordered.stream().findFirst().ifPresent(columns::add);
        return columns.isEmpty() || columns.size() > MOST_COLUMNS
                ? Optional.empty()
                : Optional.of(new IndexProposal(table, List.copyOf(columns)));
    }

    String sql() {
        return "CREATE INDEX ON " + table.path() + " (" + String.join(", ", columns) + ")";
    }
}

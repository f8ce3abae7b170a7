package dev.jprisma.insights;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What executions of a statement have in common, and what can be told of it by its text alone.
 *
 * @param sql with placeholders for all values and without comments, as {@link StatementText} makes it
 * @param tables without their schemas and quotes
 */
record StatementShape(String sql, List<String> tables) {
    /** Of what nobody has said a text. */
    static final StatementShape UNKNOWN = new StatementShape("", List.of());

    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\d_$]*+)";
    private static final Pattern TABLE = Pattern.compile(
            "\\b(?:from|join|update|into)\\s+(?:only\\s+)?" + NAME + "(?:\\s*\\.\\s*" + NAME + ")?(?!\\s*\\()",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern EXPLAINABLE =
            Pattern.compile("(?is)(select|with|insert|update|delete|merge|values|table)\\b.*");

    static StatementShape of(String sql) {
        return new StatementShape(
                sql,
                TABLE.matcher(sql)
                        .results()
                        .map(match -> unquoted(match.group(2) == null ? match.group(1) : match.group(2)))
                        .distinct()
                        .toList());
    }

    private static String unquoted(String name) {
        return name.startsWith("\"")
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name.toLowerCase(Locale.ROOT);
    }

    boolean isRead() {
        return begins("select");
    }

    /** Whether it ends a transaction well. */
    boolean isCommit() {
        return begins("commit");
    }

    private boolean begins(String keyword) {
        return sql.regionMatches(true, 0, keyword, 0, keyword.length());
    }

    /** Whether it is about a table that is not of the catalog. */
    boolean hasTable() {
        return tables.stream().anyMatch(table -> !table.startsWith("pg_"));
    }

    /** Whether {@code EXPLAIN} takes it. */
    boolean canBeExplained() {
        return EXPLAINABLE.matcher(sql).matches();
    }
}

package dev.jprisma.postgres.script;

import java.util.List;

/**
 * A statement of a script.
 *
 * @param sql from its first word on, so that the server's positions count from there, without the semicolon behind it
 * @param words its first bare words in capitals, at most {@link #MOST_WORDS}: no literals, no quoted names
 * @param takesData whether it is a {@code COPY ... FROM STDIN}, whose data follow: {@link ScriptReader#copyData}
 */
public record ScriptStatement(String sql, long line, List<String> words, boolean takesData) implements ScriptPart {

    static final int MOST_WORDS = 12;

    /** Whether its first words are these, given in capitals. */
    public boolean startsWith(String... expected) {
        return words.size() >= expected.length
                && words.subList(0, expected.length).equals(List.of(expected));
    }

    /** Whether it begins or ends a transaction, or part of one. */
    public boolean controlsTransaction() {
        return !words.isEmpty()
                && switch (words.get(0)) {
                    case "BEGIN", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE" -> true;
                    case "START", "PREPARE" -> words.size() > 1 && words.get(1).equals("TRANSACTION");
                    default -> false;
                };
    }

    /** Whether PostgreSQL refuses it inside a transaction (SQLSTATE 25001), as far as its first words tell. */
    public boolean isRefusedInTransaction() {
        if (words.isEmpty()) {
            return false;
        }
        return switch (words.get(0)) {
            case "VACUUM" -> true;
            case "CREATE", "DROP" ->
                isOneOf(1, "DATABASE", "TABLESPACE", "SUBSCRIPTION") || isOneOf(1, "INDEX", "UNIQUE") && isConcurrent();
            case "REINDEX" -> isConcurrent() || words.contains("DATABASE") || words.contains("SYSTEM");
            case "ALTER" -> isOneOf(1, "SYSTEM") || words.contains("DETACH") && isConcurrent();
            case "CLUSTER" -> words.size() == 1;
            case "DISCARD" -> isOneOf(1, "ALL");
            default -> false;
        };
    }

    /** The line of the script that the server means by a position: a character of the statement, from 1. */
    public long lineAt(int position) {
        int end = sql.offsetByCodePoints(0, Math.min(Math.max(position - 1, 0), sql.codePointCount(0, sql.length())));
        return line + sql.substring(0, end).chars().filter(c -> c == '\n').count();
    }

    private boolean isConcurrent() {
        return words.contains("CONCURRENTLY");
    }

    private boolean isOneOf(int index, String... expected) {
        return words.size() > index && List.of(expected).contains(words.get(index));
    }
}

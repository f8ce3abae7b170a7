package dev.jprisma.postgres;

/** Names and text as SQL writes them. */
public final class SqlText {
    private SqlText() {}

    /** In double quotes, whatever is in it. */
    public static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** With its schema. */
    public static String name(String schema, String name) {
        return name(schema) + "." + name(name);
    }

    /** In single quotes, where {@code standard_conforming_strings} is on. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}

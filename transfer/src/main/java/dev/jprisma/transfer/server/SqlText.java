package dev.jprisma.transfer.server;

/** Names and text as SQL writes them. */
public final class SqlText {
    private SqlText() {}

    public static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    public static String name(String schema, String name) {
        return name(schema) + "." + name(name);
    }

    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}

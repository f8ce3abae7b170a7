package dev.jprisma.console.data;

import dev.jprisma.console.schema.TableColumn;

/** A column's values as a page has them: PostgreSQL's own text, the first part of it where it is long. */
final class DisplayedValue {
    /** Characters of a value's text. */
    static final int LONGEST = 500;
    /** Bytes of a bytea, of which each becomes two digits. */
    private static final int MOST_BYTES = 250;

    private DisplayedValue() {}

    /** Selects one character more than is shown, so that it is seen whether there is more. */
    static String expression(TableColumn column) {
        String name = column.quoted();
        if (column.typeSize() > 0) {
            return name;
        } else if (column.isBytes()) {
            return "substring(" + name + " FROM 1 FOR " + (MOST_BYTES + 1) + ")";
        }
        // concat() and no cast: it is the type's own text, as a plain select would give it, for each type there is.
        return "CASE WHEN " + name + " IS DISTINCT FROM NULL THEN left(concat(" + name + "), " + (LONGEST + 1)
                + ") END";
    }

    /** What was selected: a String, a {@link CutValue}, or null. */
    static Object of(TableColumn column, String selected) {
        int longest = column.isBytes() ? 2 + 2 * MOST_BYTES : LONGEST;
        if (selected == null || column.typeSize() > 0 || selected.codePointCount(0, selected.length()) <= longest) {
            return selected;
        }
        return new CutValue(selected.substring(0, selected.offsetByCodePoints(0, longest)));
    }
}

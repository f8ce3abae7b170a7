package dev.jprisma.console.data;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.jprisma.console.schema.TableName;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A page of a table.
 *
 * @param filters all of which hold; absent is none
 * @param sort the column to sort by; null for the key's order
 * @param cursor a {@link Page}'s {@code first} or {@code last}, for the pages next to it
 * @param size rows, from 1 to {@value #MOST_ROWS}
 */
public record PageRequest(
        TableName table,
        List<Filter> filters,
        String sort,
        boolean descending,
        Place place,
        List<String> cursor,
        int size) {

    private static final int MOST_ROWS = 1000;

    public PageRequest {
        requireNonNull(table, "table");
        filters = List.copyOf(requireNonNullElse(filters, List.of()));
        place = requireNonNullElse(place, Place.FIRST);
        cursor = Collections.unmodifiableList(new ArrayList<>(requireNonNullElse(cursor, List.of())));
        if (size < 1 || size > MOST_ROWS) {
            throw new JprismaException(ErrorKind.INVALID, "A page has 1 to " + MOST_ROWS + " rows, not " + size + ".");
        }
    }

    /** Whether it is read from its end. */
    boolean isBackward() {
        return place == Place.BEFORE || place == Place.LAST;
    }

    boolean hasCursor() {
        return place == Place.AFTER || place == Place.BEFORE;
    }
}

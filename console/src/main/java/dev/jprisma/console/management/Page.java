package dev.jprisma.console.management;

import dev.jprisma.console.shape.ObjectShape;
import dev.jprisma.console.shape.Shape;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A part of a list. It goes by when things were made, the oldest first, and a cursor is the place of the last that was
 * told: so others may be made and deleted between two parts.
 *
 * @param next the cursor of the next part; null if this is the last one
 */
record Page(List<Map<String, Object>> data, String next) {
    private static final int BY_DEFAULT = 100;
    private static final int MOST = 1000;

    /** The place of something in a list. */
    record Place(Instant createdAt, String id) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::createdAt).thenComparing(Place::id);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }

        private String cursor() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((createdAt + " " + id).getBytes(StandardCharsets.UTF_8));
        }

        private static Place of(String cursor) {
            try {
                String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ");
                if (parts.length == 2) {
                    return new Place(Instant.parse(parts[0]), parts[1]);
                }
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new ApiException(422, ApiException.VALIDATION_ERROR, "cursor is none of ours", null, e);
            }
            throw ApiException.invalid("cursor is none of ours");
        }
    }

    /** What a part of a list of such is answered as. */
    static Shape of(Shape element) {
        return ObjectShape.unnamed()
                .with("data", Shape.listOf(element))
                .with(
                        "pagination",
                        ObjectShape.named("Pagination")
                                .with("nextCursor", Shape.text().orNull())
                                .with("hasMore", Shape.flag()));
    }

    /** The part that is asked for. */
    static <T> Page of(Call call, List<T> all, Function<T, Place> place, Function<T, Map<String, Object>> shown) {
        int limit = limit(call, BY_DEFAULT);
        Place after = call.query("cursor").map(Place::of).orElse(null);
        List<T> rest = all.stream()
                .filter(each -> after == null || place.apply(each).compareTo(after) > 0)
                .sorted(Comparator.comparing(place))
                .limit(limit + 1L)
                .toList();
        boolean more = rest.size() > limit;
        List<T> part = more ? rest.subList(0, limit) : rest;
        return new Page(
                part.stream().map(shown).toList(),
                more ? place.apply(part.get(limit - 1)).cursor() : null);
    }

    /** How many are asked for at most. */
    static int limit(Call call, int byDefault) {
        String limit = call.query("limit").orElse(Integer.toString(byDefault));
        if (!limit.matches("[0-9]{1,4}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MOST) {
            throw ApiException.invalid("limit must be a number from 1 to " + MOST);
        }
        return Integer.parseInt(limit);
    }

    Object answer() {
        Map<String, Object> pagination = new LinkedHashMap<>();
        pagination.put("nextCursor", next);
        pagination.put("hasMore", next != null);
        return Map.of("data", data, "pagination", pagination);
    }
}

package dev.jprisma.state;

import java.util.Map;

/**
 * A JSON object.
 *
 * @param members each a {@code JsonObject}, a list of such values, a {@code String}, a {@code Long} or a
 *     {@code Boolean}; those that are null in the JSON are absent
 */
public record JsonObject(Map<String, Object> members) {
    /** What a record says, by the names of its components. */
    public static JsonObject of(Record value) {
        return RecordBinding.toObject(value);
    }

    /**
     * Reads it as a record; members that are none of its components are passed over.
     *
     * @throws IllegalArgumentException if a member is missing that cannot be null, or is of another type
     */
    public <T extends Record> T to(Class<T> type) {
        return RecordBinding.read(this, type);
    }

    /** The number of a member, or -1. */
    long number(String name) {
        return members.get(name) instanceof Long number ? number : -1;
    }
}

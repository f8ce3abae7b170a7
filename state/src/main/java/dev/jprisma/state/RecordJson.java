package dev.jprisma.state;

/**
 * The JSON of the home's files, the control protocol and what the command prints: records, maps, lists, text, numbers,
 * flags, instants and enums.
 *
 * <p>Read and written by ourselves, since a library's classes load for longer than a command may take in all: Jackson's
 * streams alone took a fifth of {@code ls}.
 */
public final class RecordJson {
    private RecordJson() {}

    /** On one line. Null members are left out, null elements are not. */
    public static String write(Object value) {
        return JsonWriter.write(RecordBinding.toJson(value), false);
    }

    /** Indented, for people. Null members are left out. */
    public static String writeIndented(Object value) {
        return JsonWriter.write(RecordBinding.toJson(value), true);
    }

    /** @throws IllegalArgumentException if that is no JSON object */
    public static JsonObject parse(String json) {
        return JsonReader.object(json);
    }
}

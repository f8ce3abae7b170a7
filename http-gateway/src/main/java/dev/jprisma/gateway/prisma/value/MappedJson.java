package dev.jprisma.gateway.prisma.value;

/** JSON text, ready for the answer: what a {@code dataMap} made, or a JSON value of the server. */
public record MappedJson(String text) {

    /** The same as values, for a plan that goes on working with it. */
    Object value() {
        return JsonReader.read(text);
    }
}

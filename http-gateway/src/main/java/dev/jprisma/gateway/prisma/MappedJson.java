package dev.jprisma.gateway.prisma;

/** What a {@code dataMap} made: JSON text, ready for the answer. */
record MappedJson(String text) {

    /** The same as values, for a plan that goes on working with it. */
    Object value() {
        return JsonReader.read(text);
    }
}

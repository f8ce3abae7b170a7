package dev.jprisma.gateway.prisma.value;

/** A value that knows its JSON form; what is not of JSON's own kinds. */
public interface WritableValue {

    /** Writes the value, as one JSON value. */
    void write(ValueWriter out);
}

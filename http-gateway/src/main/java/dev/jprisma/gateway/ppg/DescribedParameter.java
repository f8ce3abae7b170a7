package dev.jprisma.gateway.ppg;

import dev.jprisma.postgres.wire.Parameter;

/**
 * A parameter as its descriptor has it. Text is bound as text of unknown type, so that PostgreSQL infers it; binary
 * values are bound in the binary format.
 *
 * @param value null for NULL, and for a value that comes outside of the descriptor
 * @param byteSize of a value that comes outside of the descriptor, else -1
 */
record DescribedParameter(boolean binary, byte[] value, int byteSize) {

    boolean isExtended() {
        return byteSize >= 0;
    }

    /** Bound to the value in the descriptor. */
    Parameter bind() {
        return bind(value);
    }

    Parameter bind(byte[] bytes) {
        return binary ? Parameter.binary(0, bytes) : Parameter.utf8(bytes);
    }
}

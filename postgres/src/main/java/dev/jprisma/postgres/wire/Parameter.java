package dev.jprisma.postgres.wire;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;

/** A value bound to a statement. Type OID 0 leaves the type to the server, as an untyped literal would. */
public final class Parameter {

    /** SQL NULL of unknown type. */
    public static final Parameter NULL = new Parameter(0, false, -1, null, null);

    private final int typeOid;
    private final boolean binary;
    private final int length;
    private final byte[] bytes;
    private final InputStream stream;

    private Parameter(int typeOid, boolean binary, int length, byte[] bytes, InputStream stream) {
        this.typeOid = typeOid;
        this.binary = binary;
        this.length = length;
        this.bytes = bytes;
        this.stream = stream;
    }

    /** Text of unknown type, or NULL. */
    public static Parameter text(String value) {
        return text(0, value);
    }

    /** Text of that type, or NULL. */
    public static Parameter text(int typeOid, String value) {
        return of(typeOid, false, value == null ? null : Utf8.encode(value));
    }

    /** Text of unknown type, as UTF-8; the array is not copied. */
    public static Parameter utf8(byte[] value) {
        return of(0, false, value);
    }

    /** The type's binary form, or NULL; the array is not copied. */
    public static Parameter binary(int typeOid, byte[] value) {
        return of(typeOid, true, value);
    }

    /**
     * A value read from a stream while it is sent. It can be bound once.
     *
     * @param length exact number of bytes the stream yields
     */
    public static Parameter stream(int typeOid, boolean binary, int length, InputStream value) {
        if (length < 0) {
            throw new IllegalArgumentException("A value cannot have " + length + " bytes.");
        }
        return new Parameter(typeOid, binary, length, null, requireNonNull(value));
    }

    private static Parameter of(int typeOid, boolean binary, byte[] value) {
        return typeOid == 0 && value == null
                ? NULL
                : new Parameter(typeOid, binary, value == null ? -1 : value.length, value, null);
    }

    int typeOid() {
        return typeOid;
    }

    boolean isBinary() {
        return binary;
    }

    boolean isStream() {
        return stream != null;
    }

    /** Bytes of the value; -1 for NULL. */
    int length() {
        return length;
    }

    void writeTo(MessageWriter out) {
        if (stream != null) {
            out.writeStream(stream, length);
        } else if (bytes != null) {
            out.writeBytes(bytes);
        }
    }
}

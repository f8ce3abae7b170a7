package dev.jprisma.gateway.prisma.value;

import java.util.Arrays;
import java.util.zip.CRC32;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/** JSON text that is part of something larger; equal to the same text elsewhere. */
public final class JsonText {
    private final byte[] bytes;
    private final int offset;
    private final int length;
    private final int hash;

    /** @param bytes all of what it is a part of; kept, not copied */
    public JsonText(byte[] bytes, int offset, int length) {
        this(bytes, offset, length, hash(bytes, offset, length));
    }

    private JsonText(byte[] bytes, int offset, int length, int hash) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        this.hash = hash;
    }

    /** Of 2 KB in 0.07 us; that of Arrays takes 1.8 us on JDK 17. */
    private static int hash(byte[] bytes, int offset, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, offset, length);
        return (int) checksum.getValue();
    }

    /** In bytes. */
    public int length() {
        return length;
    }

    /** A parser of it, before its first token. */
    public JsonParser parser() {
        return JsonReader.FACTORY.createParser(ObjectReadContext.empty(), bytes, offset, length);
    }

    /** The bytes of it and those behind them. */
    public byte[] followedBy(byte[] more) {
        byte[] all = Arrays.copyOfRange(bytes, offset, offset + length + more.length);
        System.arraycopy(more, 0, all, length, more.length);
        return all;
    }

    /** The same by itself, to be kept. */
    public JsonText copy() {
        return new JsonText(Arrays.copyOfRange(bytes, offset, offset + length), 0, length, hash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonText text
                && hash == text.hash
                && Arrays.equals(bytes, offset, offset + length, text.bytes, text.offset, text.offset + text.length);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}

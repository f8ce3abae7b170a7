package dev.jprisma.gateway.prisma.error;

/** A column of a built-in type that Prisma has no name for; the message is the type's name. */
public final class UnsupportedTypeException extends RuntimeException {
    /** @param typeName PostgreSQL's */
    public UnsupportedTypeException(String typeName) {
        super(typeName, null, false, false);
    }
}

package dev.jprisma.gateway.prisma;

/** A column of a built-in type that Prisma has no name for; the message is the type's name. */
final class UnsupportedTypeException extends RuntimeException {
    UnsupportedTypeException(String typeName) {
        super(typeName, null, false, false);
    }
}

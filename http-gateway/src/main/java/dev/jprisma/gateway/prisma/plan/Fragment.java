package dev.jprisma.gateway.prisma.plan;

/** A piece of an SQL template. */
sealed interface Fragment {

    record Text(String sql) implements Fragment {}

    /** One placeholder. */
    record One() implements Fragment {}

    /** {@code (p1,p2,..)} of a list, {@code (NULL)} of an empty one. */
    record Tuple(String itemPrefix, String itemSeparator, String itemSuffix) implements Fragment {}

    /** Groups of placeholders, of a list of lists. */
    record TupleList(String itemPrefix, String itemSeparator, String itemSuffix, String groupSeparator)
            implements Fragment {}
}

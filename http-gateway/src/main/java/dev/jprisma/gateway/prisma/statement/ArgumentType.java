package dev.jprisma.gateway.prisma.statement;

import java.util.List;

/** How an argument is sent to the database. */
public sealed interface ArgumentType {

    enum Kind {
        DATETIME,
        BYTES,
        /** Text of unknown type says enough. */
        OTHER
    }

    /** The part of an instant that the column keeps. */
    enum DatePart {
        DATE,
        TIME,
        BOTH
    }

    Scalar OTHER = new Scalar(Kind.OTHER, DatePart.BOTH, false);

    /** @param list true if the argument is an array of such values */
    record Scalar(Kind kind, DatePart part, boolean list) implements ArgumentType {}

    /** Types that repeat for the values of a tuple. */
    record Tuple(List<Scalar> elements) implements ArgumentType {}
}

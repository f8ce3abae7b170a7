package dev.jprisma.state;

import java.util.Locale;

/** Whose limits of production the HTTP URL of an instance has, so that what fails there fails at home. */
public enum HttpLimits {
    NONE,
    /** Prisma Postgres. */
    PRISMA;

    /** As people and JSON see it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

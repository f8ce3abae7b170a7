package dev.jprisma.state;

import java.util.Locale;

/** Where the password of an instance comes from. */
public enum PasswordKind {
    /** Made for this instance; nobody can guess it. */
    RANDOM,
    /** Named by the user, who may have named it elsewhere too. */
    CHOSEN,
    /** {@code postgres}, which every instance had that was made before passwords were random. */
    COMMON;

    /** As records and {@code ls --json} say it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.jprisma.state;

import java.util.Locale;

/** What a role may do that jprisma makes in an instance for others than its superuser. */
public enum LoginKind {
    /** Reads and writes all rows, makes what it likes, and owns no more than what it made. */
    APP,
    /** Reads all rows. */
    READER,
    /** Reads and writes all rows, and makes nothing. */
    WRITER,
    /** The same as {@link #APP}, of which there are any number; what one of them makes belongs to all. */
    CONNECTION;

    /**
     * The role of this kind, of which an instance has one: {@code jprisma_app}. Connections have names of their own.
     */
    public String roleName() {
        return "jprisma_" + this;
    }

    /** As people and JSON see it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

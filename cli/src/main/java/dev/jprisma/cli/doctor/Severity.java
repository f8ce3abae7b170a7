package dev.jprisma.cli.doctor;

import java.util.Locale;

/** How bad a finding is. */
public enum Severity {
    OK,
    /** Works, but not as well as it could, or not for long. */
    WARNING,
    /** Something does not work. */
    FAILURE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.jprisma.postgres;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The password of a cluster's superuser. A cluster begins as a copy, with the password of what it was copied from, and
 * gets one of its own when it first serves.
 *
 * @param own the one that it has, or is to have from then on; never printed
 * @param first the one that it began with
 * @param isSet whether it should have its own already. One that crashed just when it got it may still have the first
 */
public record SuperuserPassword(String own, String first, boolean isSet) {
    public SuperuserPassword {
        requireNonNull(own, "own");
        requireNonNull(first, "first");
    }

    /** Of a cluster that keeps the one it began with. */
    public static SuperuserPassword kept(String password) {
        return new SuperuserPassword(password, password, true);
    }

    /** The passwords to try, the likeliest first. */
    List<String> candidates() {
        if (own.equals(first)) {
            return List.of(own);
        }
        return isSet ? List.of(own, first) : List.of(first, own);
    }

    @Override
    public String toString() {
        return "a password";
    }
}

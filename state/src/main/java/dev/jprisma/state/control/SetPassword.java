package dev.jprisma.state.control;

import dev.jprisma.state.InstanceName;

/**
 * Give an instance another password, and its user and database {@code postgres} again if they are gone.
 *
 * @param password the one the user chose, or null for a random one; never printed
 */
public record SetPassword(InstanceName name, String password) {
    @Override
    public String toString() {
        return "SetPassword[" + name + "]";
    }
}

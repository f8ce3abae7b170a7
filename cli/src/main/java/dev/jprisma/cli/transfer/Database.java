package dev.jprisma.cli.transfer;

import dev.jprisma.state.ConnectionUri;

/**
 * A database.
 *
 * @param name as people know it: that of an instance, or its URL without what is secret
 * @param uri how it is reached, with all that is in it
 */
public record Database(String name, ConnectionUri uri) {
    @Override
    public String toString() {
        return name;
    }
}

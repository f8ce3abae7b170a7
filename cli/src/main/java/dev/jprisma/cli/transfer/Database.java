package dev.jprisma.cli.transfer;

import dev.jprisma.state.ConnectionUri;
import java.nio.file.Path;

/**
 * A database.
 *
 * @param name as people know it: that of an instance, or its URL without what is secret
 * @param uri how it is reached, with all that is in it
 * @param postgresHome the installation that its server runs on; null if that is ours, or nobody knows
 */
public record Database(String name, ConnectionUri uri, Path postgresHome) {
    /** One elsewhere. */
    public static Database elsewhere(ConnectionUri uri) {
        return new Database(uri.toString(), uri, null);
    }

    @Override
    public String toString() {
        return name;
    }
}

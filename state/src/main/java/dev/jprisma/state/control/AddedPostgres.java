package dev.jprisma.state.control;

import dev.jprisma.state.PostgresChoice;

/**
 * @param version that the home has now, such as {@code 17.11}
 * @param wasThere whether it had it already
 */
public record AddedPostgres(String version, boolean wasThere) {
    public int major() {
        return PostgresChoice.majorOf(version);
    }
}

package dev.jprisma.console.createdb;

import dev.jprisma.console.home.Region;
import dev.jprisma.console.http.Requests;
import dev.jprisma.state.LifeTime;

/**
 * A database that create-db wants.
 *
 * @param name the time at which it was asked for, unless the caller chose another
 * @param region any that we know; all are this machine
 * @param ttlMs how long it stays; null for the longest
 */
record CreateRequest(String name, String region, Long ttlMs) {
    private static final int LONGEST_NAME = 200;

    CreateRequest {
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            throw Requests.invalid("name has to be a text of 1 to " + LONGEST_NAME + " characters");
        }
        if (region == null || !Region.isKnown(region)) {
            throw Requests.invalid("region has to be one of those that GET /regions lists, such as us-east-1");
        }
    }

    LifeTime lifeTime() {
        return ttlMs == null ? LifeTime.DEFAULT : new LifeTime(ttlMs);
    }
}

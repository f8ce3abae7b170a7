package dev.jprisma.console.home;

import dev.jprisma.state.DatabaseConnection;
import dev.jprisma.state.InstancePassword;

/**
 * A connection with its password, which is known at this moment only.
 *
 * @param database whose it is, as it is now
 */
public record IssuedConnection(HomeDatabase database, DatabaseConnection connection, InstancePassword password) {}

package dev.jprisma.torture;

import java.io.IOException;
import java.sql.SQLException;

/** A way for rows into an instance. Of one thread. */
interface Inserter extends AutoCloseable {
    /** Returns if the row's commit was acknowledged. */
    void insert(int witness, int row) throws SQLException, IOException, InterruptedException;

    @Override
    void close() throws SQLException;

    /** Makes one. */
    interface Opener {
        /** @param subject is {@linkplain Subject#mistaken told} if somebody else answers at its address */
        Inserter open(Subject subject, Address address) throws SQLException;
    }
}

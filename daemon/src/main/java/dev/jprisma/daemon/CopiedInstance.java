package dev.jprisma.daemon;

import dev.jprisma.postgres.Unfinished;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;

/**
 * A copy of an instance's data for another one. Closing it deletes the copy, unless it was used.
 *
 * @param instance as it was
 * @param data of a cluster that was shut down
 */
record CopiedInstance(InstanceRecord instance, Unfinished data) implements AutoCloseable {
    @Override
    public void close() {
        try {
            data.close();
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "A copy of the data of " + instance.name() + " cannot be deleted (" + JprismaHome.reason(e) + ")",
                    e);
        }
    }
}

package dev.jprisma.postgres;

import java.io.IOException;
import java.time.Instant;

/**
 * A copy of a cluster whose server went on, with all that it takes to bring it to any moment since.
 *
 * @param cluster on the disk, and not recovered
 * @param wal the position in the WAL from which that takes it
 * @param from the first moment that it can be brought to
 */
public record BaseCopy(Unfinished cluster, long wal, Instant from) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        cluster.close();
    }
}

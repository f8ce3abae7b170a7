package dev.jprisma.postgres.wire;

import java.io.IOException;
import java.io.OutputStream;

/** Where the data of a {@code COPY ... FROM STDIN} come from. */
@FunctionalInterface
public interface CopySource {

    /** Writes all of them, on the thread that executes the COPY. The stream need not be flushed or closed. */
    void writeTo(OutputStream data) throws IOException;
}

package dev.jprisma.postgres.wire;

/** A statement asked for {@code COPY FROM STDIN} or {@code COPY TO STDOUT}, which this client does not carry. */
public final class CopyRefusedException extends PostgresException {

    CopyRefusedException() {
        super("COPY from STDIN or to STDOUT needs a TCP connection (psql, or a driver); here only statements that"
                + " answer with rows are possible.");
    }
}

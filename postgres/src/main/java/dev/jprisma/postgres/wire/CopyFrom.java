package dev.jprisma.postgres.wire;

import java.io.IOException;
import java.io.OutputStream;

/** A {@code COPY ... FROM STDIN}. */
final class CopyFrom extends SimpleQuery {
    private final CopySource source;
    private final CopyCount count;
    private Exception sourceFailure;
    /** What ended this connection, thrown through the source. */
    private RuntimeException ownFailure;

    CopyFrom(PostgresConnection connection, String sql, CopySource source) {
        this(connection, sql, source, new CopyCount());
    }

    private CopyFrom(PostgresConnection connection, String sql, CopySource source, CopyCount count) {
        super(connection, sql, count);
        this.source = source;
        this.count = count;
    }

    /** Returns the number of rows. */
    long runCopy() throws IOException {
        exchange();
        // What the server says to the end of the data is only that they ended.
        if (sourceFailure instanceof IOException failure) {
            throw failure;
        }
        if (sourceFailure instanceof RuntimeException failure) {
            throw failure;
        }
        rethrow();
        return count.rows();
    }

    @Override
    void copyIn() {
        Data data = new Data();
        try {
            source.writeTo(data);
            data.end();
        } catch (RefusedException e) {
            // The server's error is the one to be thrown, and it waits for no more.
        } catch (IOException | RuntimeException e) {
            if (ownFailure != null) {
                throw ownFailure;
            }
            sourceFailure = e;
            refuseCopyIn();
        }
    }

    /** The server has said that it takes no more. */
    private static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;

        RefusedException() {
            super("The server has refused the data.");
        }
    }

    private final class Data extends OutputStream {
        private static final int HEAD = 1 + Integer.BYTES;
        /** It is looked for an error once in so many messages. */
        private static final int MESSAGES_BETWEEN_LOOKS = 16;

        private final byte[] message = new byte[64 * 1024];
        private int size = HEAD;
        private int sent;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; ) {
                if (size == message.length) {
                    sendNotingFailure();
                }
                int step = Math.min(length - done, message.length - size);
                System.arraycopy(bytes, offset + done, message, size, step);
                size += step;
                done += step;
            }
        }

        private void sendNotingFailure() throws IOException {
            try {
                send();
            } catch (RuntimeException e) {
                ownFailure = e;
                throw e;
            }
        }

        private void send() throws IOException {
            if (++sent % MESSAGES_BETWEEN_LOOKS == 0) {
                look();
            }
            int length = size - 1;
            message[0] = 'd';
            message[1] = (byte) (length >> 24);
            message[2] = (byte) (length >> 16);
            message[3] = (byte) (length >> 8);
            message[4] = (byte) length;
            out.writeRaw(message, size);
            size = HEAD;
        }

        void end() throws IOException {
            if (size > HEAD) {
                sendNotingFailure();
            }
            out.message('c');
            out.flush();
        }

        private void look() throws IOException {
            if (!connection.transport().poll()) {
                throw new ConnectionLostException("The server closed the connection.");
            }
            while (!in.isDrained() && error() == null) {
                readMessage();
            }
            if (error() != null) {
                throw new RefusedException();
            }
        }
    }
}

package dev.jprisma.postgres.wire;

import java.util.function.Consumer;

/**
 * What is sent for one ReadyForQuery, and its answer: the part that simple and extended queries share. However it goes,
 * the connection is afterwards either in step with the server or closed.
 */
abstract class Exchange {

    final PostgresConnection connection;
    final MessageReader in;
    final MessageWriter out;
    private final Row row;
    private ServerError error;
    private RuntimeException receiverFailure;
    private boolean copyRefused;
    private boolean answered;
    private boolean ready;

    Exchange(PostgresConnection connection) {
        this.connection = connection;
        this.in = connection.transport().reader();
        this.out = connection.transport().writer();
        this.row = new Row(in);
    }

    /** Sends, and reads what has to be read meanwhile. */
    abstract void send();

    /** Whose result arrives. */
    abstract ResultReceiver receiver();

    /** Index of the statement whose result arrives. */
    abstract int statement();

    /** Handles a message of the extended protocol; false if it is none. */
    abstract boolean handle(int type);

    abstract void describe(ResultReceiver receiver);

    /** Whether the server answers something before it executes anything, so that its silence proves it did not. */
    abstract boolean isAnsweredFirst();

    abstract void completed(String commandTag);

    /** The server waits for COPY data. */
    void copyIn() {
        copyRefused = true;
        refuseCopyIn();
    }

    /** The server is about to send COPY data. */
    void copyOut() {
        copyRefused = true;
        cancel();
    }

    /** COPY data; those of a COPY that was just cancelled are passed over. */
    void copyData() {}

    /** Tells the server that there are no data. */
    void refuseCopyIn() {
        out.begin('f').writeString("no data come from this client").end();
        out.flush();
    }

    final void exchange() {
        connection.begin();
        try {
            send();
            while (!ready) {
                readMessage();
            }
            in.trim();
        } catch (RuntimeException | Error e) {
            connection.abort();
            throw e;
        }
    }

    final void readMessage() {
        int type = in.next();
        switch (type) {
            case 'D' -> deliverRow();
            case 'T' -> deliver(this::describe);
            case 'C' -> complete(in.readString());
            case 'I' -> complete("");
            case 'E' -> fail(ServerError.read(in));
            case 'Z' -> {
                ready = true;
                connection.end(TransactionStatus.of(in.readByte()));
            }
            case 'G' -> copyIn();
            case 'H' -> copyOut();
            case 'd' -> copyData();
            case 'c' -> {} // the end of them
            default -> {
                if (!connection.handleAsynchronous(type)) {
                    if (!handle(type)) {
                        throw new ConnectionLostException("The server sent an unexpected '" + (char) type + "'.");
                    }
                    answered = true;
                }
                return;
            }
        }
        answered = true;
    }

    final ServerError error() {
        return error;
    }

    /** Throws what went wrong, if anything did. */
    final void rethrow() {
        if (receiverFailure != null) {
            throw receiverFailure;
        }
        if (copyRefused) {
            throw new CopyRefusedException();
        }
        if (error != null) {
            throw new ServerErrorException(error, statement(), false);
        }
    }

    private void deliverRow() {
        if (receiverFailure == null) {
            row.read();
            deliver(receiver -> receiver.row(row));
        }
    }

    private void complete(String commandTag) {
        deliver(receiver -> receiver.complete(commandTag));
        completed(commandTag);
    }

    private void fail(ServerError failure) {
        if (failure.endsTheConnection()) {
            throw new ServerErrorException(failure, statement(), isAnsweredFirst() && !answered);
        }
        error = connection.advised(failure);
    }

    final void deliver(Consumer<ResultReceiver> delivery) {
        if (receiverFailure != null) {
            return;
        }
        try {
            delivery.accept(receiver());
        } catch (ConnectionLostException e) {
            throw e;
        } catch (RuntimeException e) {
            receiverFailure = e;
            cancel();
        }
    }

    final void cancel() {
        try {
            connection.cancel();
        } catch (PostgresException e) {
            throw new ConnectionLostException("A statement could not be cancelled: " + e.getMessage(), e);
        }
    }
}

package dev.jprisma.postgres.wire;

import static java.util.Objects.requireNonNull;

import dev.jprisma.state.ServerHost;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One session on a server.
 *
 * <p>Of one thread at a time, except {@link #cancel} and {@link #abort}, which any thread may call. A connection that
 * is lost, or out of step with the server, says so by {@link #isOpen} and is good for nothing but {@link #close}.
 *
 * <p>Statements take the extended protocol: one statement each, {@code $1} placeholders, results as text. Queries that
 * come again and again stay prepared on the connection where it is never visible that they do: types of parameters and
 * columns are always those of the statement parsed anew.
 */
public final class PostgresConnection implements AutoCloseable {

    private final Transport transport;
    private final CancelRequest cancelRequest;
    private final Map<String, String> parameters = new HashMap<>();
    private final KeptStatements kept;
    private final ReentrantLock cancelLock = new ReentrantLock();
    /** Guarded by cancelLock: whether there is something to cancel. */
    private boolean busy;

    private SessionListener listener = SessionListener.NONE;
    private TransactionStatus transactionStatus;
    private volatile boolean open = true;
    /** Whether a reset has been sent and its answer has not been read. */
    private boolean unsettled;

    private boolean pristine = true;
    private final boolean pooler;
    private final ErrorAdvice advice;
    /** Null for none. */
    private LocalSettings localSettings;

    PostgresConnection(ServerAddress address, Duration timeout, ProvenQueries proven, Transport transport) {
        this.transport = transport;
        this.pooler = address.options().pooler();
        this.advice = address.options().advice();
        this.kept = new KeptStatements(this, proven);
        Startup startup = new Startup(address, transport, parameters);
        this.transactionStatus = startup.run();
        this.cancelRequest = startup.cancelRequest(timeout);
        if (pooler) {
            this.localSettings = LocalSettings.of(address, this);
            this.pristine = true;
        }
    }

    /**
     * Connects and logs in.
     *
     * @param timeout for each of the two, unless the address has one of its own; also the time a {@link #cancel} may
     *     take. Several hosts share it
     * @throws CannotConnectException if there is no server, or none of the kind that is wanted
     * @throws ServerErrorException if the server refuses: SQLSTATE 28P01, 3D000, 53300, 57P03, ...
     */
    public static PostgresConnection open(ServerAddress address, Duration timeout) {
        return open(address, timeout, new ProvenQueries());
    }

    /**
     * The same as one of several connections that log in alike.
     *
     * @param proven what they share
     */
    public static PostgresConnection open(ServerAddress address, Duration timeout, ProvenQueries proven) {
        return new SessionOpener(address, timeout).open(proven);
    }

    /** Which of the address's servers it is on. */
    public ServerHost host() {
        return transport.route().host();
    }

    /** The version of TLS, such as {@code TLSv1.3}; empty if the connection is not encrypted. */
    public Optional<String> encryption() {
        return transport.encryption();
    }

    /** As the server calls the session to those who want to cancel it; behind a pooler that is the pooler's number. */
    public int processId() {
        return cancelRequest.processId();
    }

    /** Who takes notices, notifications and changed settings from now on. */
    public void setListener(SessionListener listener) {
        this.listener = requireNonNull(listener);
    }

    /**
     * How long to wait for the server each time; zero, as at the beginning, is for ever. Then the connection is lost.
     */
    public void setReadTimeout(Duration timeout) {
        transport.setReadTimeout(timeout);
    }

    /** A setting that the server reports, such as {@code TimeZone} or {@code server_version}; null if it does not. */
    public String parameter(String name) {
        return parameters.get(name);
    }

    /** An error of a statement as it is to be told. */
    ServerError advised(ServerError error) {
        return advice.on(error, parameter("server_version"));
    }

    public TransactionStatus transactionStatus() {
        return transactionStatus;
    }

    /**
     * Executes one statement, in one round trip.
     *
     * @throws ServerErrorException if the server refuses; the connection can be used further unless the error ends it
     * @throws ConnectionLostException if it is unknown what became of the statement
     * @throws CopyRefusedException if it is a COPY from or to the client, for which there are {@link #copyFrom} and
     *     {@link #copyTo}
     */
    public void execute(Statement statement, ResultReceiver receiver) {
        settle();
        execute(statement, receiver, false);
    }

    /**
     * Does {@link #execute} and {@link #reset} in one go: the reset costs no round trip of its own, and is left out
     * behind what is proven to change nothing.
     */
    public void executeAndReset(Statement statement, ResultReceiver receiver) {
        settle();
        execute(statement, receiver, !pooler);
        if (pooler) {
            pristine = true;
        }
    }

    private void execute(Statement statement, ResultReceiver receiver, boolean resetting) {
        boolean keepable = pristine && !pooler && KeptStatements.canBe(statement);
        if (keepable && kept.execute(statement, receiver)) {
            return;
        }
        Pipeline pipeline = pipelineOf(List.of(new Step(statement, receiver)), resetting, 0);
        pipeline.run();
        if (keepable && pipeline.isQuery()) {
            kept.executed(statement);
        }
    }

    /**
     * Executes one statement and takes the first rows of its result. A query is not executed any further than that;
     * what writes is, to its end.
     *
     * @param mostRows at least 1; where there are as many the receiver is told {@link ResultReceiver#suspended} instead
     *     of the end
     * @throws ServerErrorException as for {@link #execute}
     */
    public void executeFirst(Statement statement, int mostRows, ResultReceiver receiver) {
        settle();
        pipelineOf(List.of(new Step(statement, receiver)), false, mostRows).run();
    }

    /**
     * Executes statements in order, in one round trip. After an error the rest is skipped. Where no statement among
     * them says otherwise they are one transaction.
     *
     * @throws ServerErrorException as for {@link #execute}; it tells which statement failed
     */
    public void pipeline(List<Step> steps) {
        settle();
        pipelineOf(steps, false, 0).run();
    }

    private Pipeline pipelineOf(List<Step> steps, boolean resetting, int mostRows) {
        if (localSettings == null || transactionStatus != TransactionStatus.IDLE) {
            return new Pipeline(this, steps, -1, resetting, mostRows);
        }
        int place = localSettings.placeIn(steps);
        return new Pipeline(this, localSettings.insertedIn(steps, place), place, resetting, mostRows);
    }

    /**
     * Executes text of any number of statements by the simple protocol; the receiver takes one result after another.
     * Behind a pooler it is executed with the settings that the server has by itself.
     */
    public void query(String sql, ResultReceiver receiver) {
        settle();
        Statement.checkText(sql);
        new SimpleQuery(this, sql, receiver).run();
    }

    /**
     * Executes a {@code COPY ... FROM STDIN}, alone, by the simple protocol.
     *
     * @param source writes the data as the server is to read them; when the server refuses them its stream throws, and
     *     what it threw is to be thrown on
     * @return the number of rows
     * @throws IOException what the source threw of its own; the server was told that there are no more data, and has
     *     taken none of them
     */
    public long copyFrom(String sql, CopySource source) throws IOException {
        settle();
        Statement.checkText(sql);
        return new CopyFrom(this, sql, source).runCopy();
    }

    /**
     * Executes a {@code COPY ... TO STDOUT}, alone, by the simple protocol.
     *
     * @param target is given the data as they arrive, and not closed
     * @return the number of rows
     * @throws IOException what the target threw; the statement was cancelled then
     */
    public long copyTo(String sql, OutputStream target) throws IOException {
        settle();
        Statement.checkText(sql);
        return new CopyTo(this, sql, target).runCopy();
    }

    /**
     * Takes the session back to where it was when it was opened, so that it can be given to somebody else, by
     * {@code DISCARD ALL}: settings, role, cursors, advisory locks, temporary tables, LISTEN, sequence values, prepared
     * statements. It does not wait for it: whatever is done next waits. If it fails, as it does in an open transaction,
     * the connection is closed then. Behind a pooler nothing of all that lasts, and nothing is done.
     */
    public void reset() {
        settle();
        if (pooler) {
            pristine = true;
            return;
        }
        writeReset();
        transport.writer().flush();
        resetSent();
    }

    /**
     * Asks the server to cancel what this session is doing, if it is doing anything, and returns when the server has
     * passed it on. The statement then ends with SQLSTATE 57014, or had ended already; the next one is never hit.
     *
     * @throws PostgresException if the server cannot be reached for it
     */
    public void cancel() {
        cancelLock.lock();
        try {
            if (busy) {
                cancelRequest.send();
            }
        } finally {
            cancelLock.unlock();
        }
    }

    /** True until the connection is closed, lost or out of step. */
    public boolean isOpen() {
        return open;
    }

    /**
     * Whether nothing has been executed since the session was opened or reset that may have left something behind in
     * it. A reset may not have been answered yet.
     */
    public boolean isPristine() {
        return pristine;
    }

    /** Waits for a reset to be answered; false if it failed, or the connection is closed. */
    public boolean isSettled() {
        try {
            settle();
            return true;
        } catch (ConnectionLostException e) {
            return false;
        }
    }

    /** Looks, without waiting, whether the server has ended an idle connection meanwhile. */
    public boolean isAlive() {
        try {
            settle();
            // A server that ends says so before it closes the connection: look again behind what it said.
            boolean heard = true;
            while (open && heard) {
                if (!transport.poll()) {
                    abort();
                }
                heard = open && !transport.reader().isDrained();
                while (open && !transport.reader().isDrained()) {
                    if (!handleAsynchronous(transport.reader().next())) {
                        abort();
                    }
                }
            }
        } catch (IOException | ConnectionLostException e) {
            abort();
        }
        return open;
    }

    /**
     * Leaves the session, in which nothing may be under way, to somebody who speaks the protocol himself; of this one
     * {@link #close} alone is left.
     */
    public RawConnection passOn() {
        settle();
        open = false;
        transport.waitForEver();
        return new RawConnection(transport, parameters, cancelRequest);
    }

    /** Ends the session without a word. */
    public void abort() {
        open = false;
        transport.close();
    }

    /** Ends the session. */
    @Override
    public void close() {
        if (open) {
            try {
                transport.writer().message('X');
                transport.writer().flush();
            } catch (ConnectionLostException e) {
                System.getLogger(PostgresConnection.class.getName()).log(System.Logger.Level.DEBUG, "close", e);
            }
        }
        abort();
    }

    Transport transport() {
        return transport;
    }

    /** From here on there is something to cancel. */
    void begin() {
        pristine = false;
        cancelLock.lock();
        busy = true;
        cancelLock.unlock();
    }

    /** The server is ready; waits for a cancel request under way, so that it cannot hit what comes next. */
    void end(TransactionStatus status) {
        transactionStatus = status;
        cancelLock.lock();
        busy = false;
        cancelLock.unlock();
    }

    /** Handles a message that may come at any time; false if it is another. */
    boolean handleAsynchronous(int type) {
        MessageReader in = transport.reader();
        switch (type) {
            case 'N' -> listener.notice(ServerError.read(in));
            case 'A' -> listener.notification(in.readInt(), in.readString(), in.readString());
            case 'S' -> {
                String name = in.readString();
                String value = in.readString();
                parameters.put(name, value);
                listener.parameterChanged(name, value);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    void writeReset() {
        transport.writer().begin('Q').writeString("DISCARD ALL").end();
    }

    /** The reset is on its way behind what was just answered. */
    void resetSent() {
        unsettled = true;
        pristine = true;
    }

    /** What was just executed is proven to have left nothing behind in the session. */
    void stayPristine() {
        pristine = true;
    }

    /** Waits for the answer to a reset, if there is one to come. */
    private void settle() {
        if (open && unsettled) {
            unsettled = false;
            try {
                awaitReset();
            } catch (ConnectionLostException e) {
                abort();
                throw e;
            }
        }
        if (!open) {
            throw new ConnectionLostException("This connection is closed.");
        }
    }

    private void awaitReset() {
        MessageReader in = transport.reader();
        for (int type = in.next(); type != 'Z'; type = in.next()) {
            if (type == 'E') {
                throw new ConnectionLostException("The session could not be reset: " + ServerError.read(in));
            }
            handleAsynchronous(type);
        }
        transactionStatus = TransactionStatus.of(in.readByte());
        in.trim();
        kept.discarded();
    }
}

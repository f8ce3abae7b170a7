package dev.jprisma.postgres.wire;

import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import jdk.net.ExtendedSocketOptions;

/** A connection to a server, encrypted or not, with its two buffers. */
final class Transport {

    /** A server whose machine is gone sends no word: it is asked after that many seconds, and then every few. */
    private static final int SILENT_SECONDS = 10;

    private static final int SECONDS_BETWEEN_QUESTIONS = 5;
    private static final int MOST_QUESTIONS = 3;

    private final Route route;
    private final SocketChannel channel;
    /** Of TCP; else null, and it is the other that is not. */
    private final Socket socket;

    private final UnixStream unix;
    private final TlsStream tls;
    private final ReadableByteChannel arrived;
    /** Null for any. */
    private volatile Duration silence;

    private volatile Duration readTimeout = Duration.ZERO;
    private final MessageReader reader;
    private final MessageWriter writer;

    private Transport(Route route, SocketChannel channel, TlsStream tls) throws IOException {
        this.route = route.settled(tls != null);
        this.channel = channel;
        this.socket = channel.socket();
        this.unix = null;
        this.tls = tls;
        this.arrived = tls == null ? channel : tls.arrived();
        InputStream input = tls == null ? socket.getInputStream() : tls.input();
        this.silence = route.options().silence();
        this.reader = new MessageReader(silence == null ? input : new PatientInput(input, this));
        this.writer = new MessageWriter(tls == null ? socket.getOutputStream() : tls.output());
    }

    private Transport(Route route, SocketChannel channel, UnixStream unix) {
        this.route = route;
        this.channel = channel;
        this.socket = null;
        this.unix = unix;
        this.tls = null;
        this.silence = null;
        this.arrived = channel;
        this.reader = new MessageReader(unix.input());
        this.writer = new MessageWriter(unix.output());
    }

    /**
     * Connects, and encrypts as the route says.
     *
     * @throws CannotConnectException if there is no server, or it and the route do not agree on encryption
     */
    static Transport connect(Route route, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            return route.isSocket() ? connectBySocket(route) : connect(route, deadline);
        } catch (IOException e) {
            throw failure(route, timeout, e);
        }
    }

    private static Transport connect(Route route, long deadline) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (!route.address().isLoopbackAddress()) {
                keepAlive(channel);
            }
            channel.socket().connect(route.socketAddress(), millisUntil(deadline));
            TlsStream tls = null;
            if (route.encryption() != Encryption.NONE && offersTls(channel, route, deadline)) {
                tls = TlsStream.open(channel, route);
            }
            Transport transport = new Transport(route, channel, tls);
            transport.setReadTimeout(Duration.ZERO);
            return transport;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** At once or not at all: who has too many waiting for it makes others wait for ever. */
    private static Transport connectBySocket(Route route) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            if (!channel.connect(UnixDomainSocketAddress.of(route.options().socket()))) {
                throw new ConnectException("too many others wait to be accepted");
            }
            channel.configureBlocking(true);
            return new Transport(route, channel, new UnixStream(channel));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** So that a server whose machine is gone is noticed. */
    private static void keepAlive(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        if (channel.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, SILENT_SECONDS);
            channel.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, SECONDS_BETWEEN_QUESTIONS);
            channel.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, MOST_QUESTIONS);
        }
    }

    /** Asks by an SSLRequest. One byte is read and no more: what a stranger sends behind it is not taken for TLS. */
    private static boolean offersTls(SocketChannel channel, Route route, long deadline) throws IOException {
        Socket socket = channel.socket();
        socket.setSoTimeout(millisUntil(deadline));
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeLong((long) StartupMessage.HEAD_BYTES << 32 | StartupMessage.SSL_REQUEST);
        out.flush();
        int answer = socket.getInputStream().read();
        if (answer < 0) {
            throw new EOFException("it ends the connection when it is asked for TLS");
        }
        if (answer == 'S') {
            return true;
        }
        if (answer != 'N') {
            throw new IOException("what listens there does not speak PostgreSQL's protocol");
        }
        if (route.encryption() == Encryption.REQUIRED) {
            throw new SSLException(
                    "it offers no TLS, and sslmode=" + route.tls().mode() + " wants it");
        }
        return false;
    }

    private static CannotConnectException failure(Route route, Duration timeout, IOException e) {
        if (e instanceof SocketTimeoutException) {
            return new CannotConnectException(
                    CannotConnectException.Reason.TIMED_OUT,
                    "Nothing answered at " + route.host() + " within " + timeout.toMillis() + " ms.",
                    e);
        }
        if (e instanceof ConnectException) {
            return new CannotConnectException(
                    CannotConnectException.Reason.REFUSED, "No server listens at " + route.host() + ".", e);
        }
        if (e instanceof SSLException) {
            return new CannotConnectException(
                    CannotConnectException.Reason.NOT_ENCRYPTED,
                    "No encrypted connection to " + route.host() + ": " + e.getMessage(),
                    e);
        }
        return new CannotConnectException(
                CannotConnectException.Reason.UNREACHABLE,
                "Cannot connect to " + route.host() + ": " + e.getMessage(),
                e);
    }

    private static int millisUntil(long deadline) {
        return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    }

    /** The way it took. */
    Route route() {
        return route;
    }

    /** The version of TLS, such as {@code TLSv1.3}; empty without encryption. */
    Optional<String> encryption() {
        return Optional.ofNullable(tls).map(TlsStream::protocol);
    }

    /** Of the server, which has shown it; empty without encryption. */
    Optional<X509Certificate> serverCertificate() {
        return Optional.ofNullable(tls).map(TlsStream::serverCertificate);
    }

    MessageReader reader() {
        return reader;
    }

    MessageWriter writer() {
        return writer;
    }

    /** How long one read may wait; zero waits for ever. */
    void setReadTimeout(Duration timeout) {
        readTimeout = timeout;
        Duration each = timeout.isZero() && silence != null ? silence : timeout;
        int millis = (int) Math.min(Integer.MAX_VALUE, each.toMillis());
        if (unix != null) {
            unix.setReadTimeout(millis);
            return;
        }
        try {
            socket.setSoTimeout(millis);
        } catch (IOException e) {
            throw new ConnectionLostException("The connection to the server is lost: " + e.getMessage(), e);
        }
    }

    /** From now on a read waits for as long as it takes: nobody knows whether there is an answer to come. */
    void waitForEver() {
        silence = null;
        setReadTimeout(Duration.ZERO);
    }

    /** Whether somebody has set a read a limit. */
    boolean isLimited() {
        return !readTimeout.isZero();
    }

    /** Whether a read that has waited in vain is to go on: nobody has set it a limit, and the machine is there. */
    boolean mayWaitOn() {
        Duration limit = silence;
        if (isLimited() || limit == null) {
            return !isLimited();
        }
        try (Socket look = new Socket()) {
            look.connect(route.socketAddress(), (int) limit.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads what has arrived without waiting; false at the end of the connection. */
    boolean poll() throws IOException {
        channel.configureBlocking(false);
        try {
            return reader.poll(arrived) >= 0;
        } finally {
            channel.configureBlocking(true);
        }
    }

    /** Waits for the other side to close. */
    void awaitEnd() {
        byte[] ignored = new byte[64];
        try {
            while (reader.readRaw(ignored) >= 0) {
                // Whatever it says.
            }
        } catch (IOException e) {
            throw new ConnectionLostException("The connection to the server is lost: " + e.getMessage(), e);
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is released all the same, and there is nobody left to be told.
            System.getLogger(Transport.class.getName()).log(System.Logger.Level.DEBUG, "close", e);
        }
    }
}

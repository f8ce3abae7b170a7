package dev.jprisma.postgres.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * TLS over a connection. An engine rather than a socket of Java's, since a look at what has arrived must neither wait
 * nor miss that the server has ended the connection. One thread may read and another write.
 */
final class TlsStream {

    private final SocketChannel channel;
    private final InputStream rawInput;
    private final OutputStream rawOutput;
    private final SSLEngine engine;
    /** Both as they are read from. */
    private ByteBuffer received;

    private ByteBuffer plain;
    private final ReentrantLock sending = new ReentrantLock();
    /** Guarded by sending. */
    private ByteBuffer toSend;

    private TlsStream(SocketChannel channel, SSLEngine engine) throws IOException {
        Socket socket = channel.socket();
        this.channel = channel;
        this.rawInput = socket.getInputStream();
        this.rawOutput = socket.getOutputStream();
        this.engine = engine;
        this.received = empty(engine.getSession().getPacketBufferSize());
        this.plain = empty(engine.getSession().getApplicationBufferSize());
        this.toSend = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    }

    private static ByteBuffer empty(int capacity) {
        return ByteBuffer.allocate(capacity).limit(0);
    }

    /**
     * Shakes hands with a server that has agreed to.
     *
     * @throws SSLException if it does not prove who it is, or the two have nothing in common
     */
    static TlsStream open(SocketChannel channel, Route route) throws IOException {
        TlsStream stream = new TlsStream(channel, TlsContexts.engine(route));
        stream.shakeHands();
        return stream;
    }

    private void shakeHands() throws IOException {
        engine.beginHandshake();
        HandshakeStatus status = engine.getHandshakeStatus();
        while (status != HandshakeStatus.FINISHED && status != HandshakeStatus.NOT_HANDSHAKING) {
            if (status == HandshakeStatus.NEED_UNWRAP) {
                SSLEngineResult result = unwrap();
                if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW && receive() < 0) {
                    throw new EOFException("the server ends the connection before it is encrypted");
                }
                if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                    throw new SSLException("the server refuses it");
                }
            }
            status = step();
        }
    }

    /** Does what the engine wants before anything else; returns what it wants then. */
    private HandshakeStatus step() throws IOException {
        HandshakeStatus status = engine.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_TASK) {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
        } else if (status == HandshakeStatus.NEED_WRAP) {
            send(ByteBuffer.allocate(0));
        }
        return engine.getHandshakeStatus();
    }

    String protocol() {
        return engine.getSession().getProtocol();
    }

    X509Certificate serverCertificate() {
        try {
            return (X509Certificate) engine.getSession().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException e) {
            throw new PostgresException("The server has shown no certificate.", e);
        }
    }

    InputStream input() {
        return new BlockInput() {
            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                while (!plain.hasRemaining()) {
                    SSLEngineResult.Status status = unwrapMore();
                    if (status == SSLEngineResult.Status.CLOSED
                            || status == SSLEngineResult.Status.BUFFER_UNDERFLOW && receive() < 0) {
                        return -1;
                    }
                }
                int step = Math.min(count, plain.remaining());
                plain.get(target, offset, step);
                return step;
            }
        };
    }

    OutputStream output() {
        return new BlockOutput() {
            @Override
            public void write(byte[] bytes, int offset, int count) throws IOException {
                ByteBuffer left = ByteBuffer.wrap(bytes, offset, count);
                while (left.hasRemaining()) {
                    send(left);
                }
            }
        };
    }

    /** What has arrived, read without waiting; the channel is not blocking meanwhile. */
    ReadableByteChannel arrived() {
        return new ReadableByteChannel() {
            @Override
            public int read(ByteBuffer target) throws IOException {
                boolean ended = false;
                while (!plain.hasRemaining()) {
                    SSLEngineResult.Status status = unwrapMore();
                    if (status == SSLEngineResult.Status.CLOSED || ended) {
                        return -1;
                    }
                    if (status == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
                        int count = receiveArrived();
                        if (count == 0) {
                            return 0;
                        }
                        ended = count < 0;
                    }
                }
                int step = Math.min(target.remaining(), plain.remaining());
                target.put(target.position(), plain, plain.position(), step);
                target.position(target.position() + step);
                plain.position(plain.position() + step);
                return step;
            }

            @Override
            public boolean isOpen() {
                return channel.isOpen();
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    /** Decrypts what has been received, if that is enough for something; also what the two agree on in between. */
    private SSLEngineResult.Status unwrapMore() throws IOException {
        SSLEngineResult result = unwrap();
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK
                || engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && !engine.isOutboundDone()) {
            step();
        }
        return result.getStatus();
    }

    private SSLEngineResult unwrap() throws IOException {
        plain.compact();
        SSLEngineResult result;
        try {
            result = engine.unwrap(received, plain);
        } finally {
            plain.flip();
        }
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            plain = enlarged(plain, engine.getSession().getApplicationBufferSize());
        }
        return result;
    }

    private static ByteBuffer enlarged(ByteBuffer buffer, int more) {
        return ByteBuffer.allocate(buffer.capacity() + more).put(buffer).flip();
    }

    /** Waits for more; -1 at the end. What has been received stays, should the wait end in a timeout. */
    private int receive() throws IOException {
        makeRoom();
        int count = rawInput.read(received.array(), received.limit(), received.capacity() - received.limit());
        received.limit(received.limit() + Math.max(0, count));
        return count;
    }

    private int receiveArrived() throws IOException {
        makeRoom();
        int end = received.limit();
        int count = channel.read(ByteBuffer.wrap(received.array(), end, received.capacity() - end));
        received.limit(end + Math.max(0, count));
        return count;
    }

    private void makeRoom() {
        received.compact().flip();
        if (received.limit() == received.capacity()) {
            received = enlarged(received, received.capacity());
        }
    }

    /** Encrypts and sends some of it, or what the two have to agree on. */
    private void send(ByteBuffer bytes) throws IOException {
        sending.lock();
        try {
            toSend.clear();
            SSLEngineResult result = engine.wrap(bytes, toSend);
            switch (result.getStatus()) {
                case BUFFER_OVERFLOW ->
                    toSend = ByteBuffer.allocate(
                            toSend.capacity() + engine.getSession().getPacketBufferSize());
                case CLOSED -> {
                    if (result.bytesProduced() == 0) {
                        throw new EOFException("the server has ended the encryption");
                    }
                }
                default -> {}
            }
            flush();
        } finally {
            sending.unlock();
        }
    }

    private void flush() throws IOException {
        toSend.flip();
        if (channel.isBlocking()) {
            rawOutput.write(toSend.array(), 0, toSend.limit());
        } else {
            while (toSend.hasRemaining()) {
                channel.write(toSend);
            }
        }
    }
}

package dev.jprisma.daemon;

import dev.jprisma.postgres.wire.ServerError;
import dev.jprisma.postgres.wire.StartupMessage;
import dev.jprisma.state.Credentials;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What a client of a shadow port asks for, read before anything is started for it: a web page's request, a port scan
 * and a login that was meant for the main database cost no server.
 *
 * <p>The login that starts a server is a well-formed start-up message for the database {@code shadow}. The password is
 * the server's to check, since it alone speaks SCRAM.
 */
record ShadowLogin(StartupMessage startup) {
    private static final int MOST_ENCRYPTION_REQUESTS = 2;

    /**
     * Reads it, and declines encryption, as our servers do.
     *
     * @param limit for all of it
     * @throws IOException if it does not come in time or is not PostgreSQL's protocol
     */
    static ShadowLogin read(Socket client, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        StartupMessage message = readMessage(client, deadline);
        for (int asked = 0; message.isEncryptionRequest(); asked++) {
            if (asked == MOST_ENCRYPTION_REQUESTS) {
                throw new ProtocolException("encryption was asked for again and again");
            }
            client.getOutputStream().write('N');
            message = readMessage(client, deadline);
        }
        client.setSoTimeout(0);
        return new ShadowLogin(message);
    }

    private static StartupMessage readMessage(Socket client, long deadline) throws IOException {
        ByteBuffer head = ByteBuffer.wrap(read(client, StartupMessage.HEAD_BYTES, deadline));
        int length = head.getInt();
        if (!StartupMessage.isLength(length)) {
            throw new ProtocolException("what arrived is not PostgreSQL's protocol");
        }
        return new StartupMessage(head.getInt(), read(client, length - StartupMessage.HEAD_BYTES, deadline));
    }

    private static byte[] read(Socket client, int count, long deadline) throws IOException {
        InputStream in = client.getInputStream();
        byte[] bytes = new byte[count];
        int filled = 0;
        while (filled < count) {
            long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (millis <= 0) {
                throw new SocketTimeoutException("no login came in time");
            }
            client.setSoTimeout((int) millis);
            int more = in.read(bytes, filled, count - filled);
            if (more < 0) {
                throw new EOFException("it ended before it said what it wants");
            }
            filled += more;
        }
        return bytes;
    }

    boolean isCancelRequest() {
        return startup.isCancelRequest();
    }

    /** Whether it is for the database that the shadow URL names, and may start a server. */
    boolean isForShadow() {
        return startup.isProtocol3() && database().equals(Credentials.SHADOW_DATABASE);
    }

    /** Why it goes no further, whether there is a server or not; null if it may. */
    ServerError refusal(String instance) {
        if (isCancelRequest()) {
            return null;
        }
        if (!startup.isProtocol3() || !startup.parameters().containsKey("user")) {
            return ServerError.of("FATAL", "08P01", "a login of PostgreSQL's protocol 3 is missing");
        }
        if (database().equals(Credentials.DATABASE)) {
            return ServerError.of(
                            "FATAL",
                            "3D000",
                            "this is the shadow database of " + instance + ", and \"" + Credentials.DATABASE
                                    + "\" is its main database")
                    .withHint("The URL of the main database: jprisma dev url " + instance
                            + "; of the shadow database: jprisma dev url " + instance + " --shadow");
        }
        return null;
    }

    /** Why a login that starts no server finds none. */
    ServerError notFound() {
        return ServerError.of("FATAL", "3D000", "database \"" + database() + "\" does not exist");
    }

    private String database() {
        String user = startup.parameters().getOrDefault("user", "");
        String database = startup.parameters().getOrDefault("database", "");
        return database.isEmpty() ? user : database;
    }
}

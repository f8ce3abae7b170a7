package dev.jprisma.postgres.wire;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a server is to be connected to, and what can be relied on behind it.
 *
 * @param target which of several servers it may be
 * @param connectTimeout for each server that is tried; null leaves it to the caller
 * @param silence after how long without an answer it is looked whether the server's machine is still there, and again
 *     after each such while; null for never. Who is told nothing of a machine's end would wait for a quarter of an hour
 * @param pooler whether a pooler stands between that may give each transaction another of its sessions: then nothing is
 *     prepared, and sessions are not reset
 * @param socket the Unix domain socket of a server on this machine, which costs both sides less than TCP; where it
 *     cannot be connected to, TCP is taken. Null if there is none
 * @param advice on the errors of statements
 */
public record ConnectionOptions(
        TlsSettings tls,
        TargetSession target,
        Duration connectTimeout,
        Duration silence,
        boolean pooler,
        Path socket,
        ErrorAdvice advice) {
    /** For a server of one's own machine. */
    public static final ConnectionOptions DEFAULT =
            new ConnectionOptions(TlsSettings.NONE, TargetSession.ANY, null, null, false);

    /** Without a Unix domain socket. */
    public ConnectionOptions(
            TlsSettings tls, TargetSession target, Duration connectTimeout, Duration silence, boolean pooler) {
        this(tls, target, connectTimeout, silence, pooler, null, ErrorAdvice.NONE);
    }

    public ConnectionOptions {
        requireNonNull(tls, "tls");
        requireNonNull(target, "target");
        requireNonNull(advice, "advice");
    }

    /** The same, and whether a pooler stands between. */
    public ConnectionOptions withPooler(boolean there) {
        return new ConnectionOptions(tls, target, connectTimeout, silence, there, socket, advice);
    }

    /** The same, for a server with such a socket. */
    public ConnectionOptions withSocket(Path itsSocket) {
        return new ConnectionOptions(tls, target, connectTimeout, silence, pooler, itsSocket, advice);
    }

    /** The same, with advice on the errors of its statements. */
    public ConnectionOptions withAdvice(ErrorAdvice itsAdvice) {
        return new ConnectionOptions(tls, target, connectTimeout, silence, pooler, socket, itsAdvice);
    }
}

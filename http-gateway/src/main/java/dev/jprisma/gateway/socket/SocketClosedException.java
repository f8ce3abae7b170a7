package dev.jprisma.gateway.socket;

import org.eclipse.jetty.websocket.core.CloseStatus;

/** Ends a conversation: because the client has ended it, or with a code and a reason for the client. */
public final class SocketClosedException extends RuntimeException {

    private final int code;

    /** @param code of RFC 6455, section 7.4.1 */
    public SocketClosedException(int code, String reason) {
        super(reason);
        this.code = code;
    }

    public static SocketClosedException byClient() {
        return new SocketClosedException(CloseStatus.NO_CLOSE, "The client is gone.");
    }

    int code() {
        return code;
    }
}

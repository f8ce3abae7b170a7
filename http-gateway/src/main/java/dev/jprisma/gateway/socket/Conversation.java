package dev.jprisma.gateway.socket;

import dev.jprisma.gateway.http.InstanceRoute;

/** What is talked about over a WebSocket. */
@FunctionalInterface
public interface Conversation {

    /**
     * Talks until it is over, on a thread of its own; the socket is closed normally at return, and with what is said by
     * a {@link SocketClosedException}.
     *
     * @param database that the URL names; null if it names none
     */
    void talk(ClientSocket socket, InstanceRoute route, String database);
}

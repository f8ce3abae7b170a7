package dev.jprisma.gateway.socket;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WebSockets of all instances that have not logged in. Anybody can open one, so that there is room for so many;
 * when it is full the one that has been in it for longest goes: an honest client logs in at once. Safe for threads.
 */
final class WaitingRoom {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingRoom.class);

    private final int size;
    private final Set<ClientSocket> waiting = new LinkedHashSet<>();

    WaitingRoom(int size) {
        this.size = size;
    }

    void enter(ClientSocket socket) {
        ClientSocket longest = add(socket);
        if (longest != null) {
            LOG.info("Ended a WebSocket that had not logged in, since {} others came after it", size);
            longest.abort();
        }
    }

    private synchronized ClientSocket add(ClientSocket socket) {
        waiting.add(socket);
        if (waiting.size() <= size) {
            return null;
        }
        Iterator<ClientSocket> all = waiting.iterator();
        ClientSocket longest = all.next();
        all.remove();
        return longest;
    }

    synchronized void leave(ClientSocket socket) {
        waiting.remove(socket);
    }
}

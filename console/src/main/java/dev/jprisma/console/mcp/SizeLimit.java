package dev.jprisma.console.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jprisma.console.http.JsonTree;

/** How large an answer may become, in bytes of JSON: a model reads all of it. Of one thread. */
final class SizeLimit {
    /** Of one answer. */
    static final int BYTES = 256 * 1024;

    private int left = BYTES;

    /** Whether a part of the answer still fits; once one does not, none does. */
    boolean hasRoomFor(Object part) {
        if (left > 0) {
            left -= JsonTree.write(part).getBytes(UTF_8).length;
        }
        return left > 0;
    }

    boolean isReached() {
        return left <= 0;
    }
}

package dev.jprisma.gateway.socket;

import java.nio.charset.StandardCharsets;

/** A message of a client, or a part of one where parts are taken as they come. */
public record Message(boolean text, byte[] bytes) {

    /** The bytes as UTF-8, which Jetty has checked in a text message. */
    public String string() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

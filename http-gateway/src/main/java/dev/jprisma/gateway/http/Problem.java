package dev.jprisma.gateway.http;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;

/**
 * An error as clients get it: {@code {"code": ..., "message": ..., "error": ...}}. The sentence stands twice, since
 * some clients show the one and some the other.
 *
 * @param status of HTTP
 * @param code for programs
 * @param message for people: what is wrong and what to do
 */
public record Problem(int status, String code, String message) {

    /** As UTF-8. */
    public byte[] json() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JsonStreams.generator(out)) {
            json.writeStartObject();
            json.writeStringProperty("code", code);
            json.writeStringProperty("message", message);
            json.writeStringProperty("error", message);
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    /** This problem as an exception that ends a request. */
    public ProblemException exception() {
        return new ProblemException(this);
    }
}

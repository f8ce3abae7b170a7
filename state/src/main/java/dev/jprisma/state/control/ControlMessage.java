package dev.jprisma.state.control;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.HomeIdentity;
import dev.jprisma.state.JsonObject;
import dev.jprisma.state.RecordJson;

/**
 * A JSON-RPC 2.0 message: a request has an id, a method and the home it is for, a notification a method alone, an
 * answer an id and either a result or an error.
 *
 * @param id null in a notification
 * @param method null in an answer
 * @param home whose daemon is asked; null unless it is a request
 * @param params of a request or notification; null if there are none
 * @param result null unless it is a good answer
 * @param error null unless it is a bad one
 */
public record ControlMessage(
        String jsonrpc,
        Long id,
        String method,
        HomeIdentity home,
        JsonObject params,
        JsonObject result,
        Failure error) {
    private static final String VERSION = "2.0";

    /** @param code see {@link ErrorKind#code()} */
    public record Failure(int code, String message) {}

    public static ControlMessage request(long id, HomeIdentity home, String method, Record params) {
        return new ControlMessage(VERSION, id, method, home, JsonObject.of(params), null, null);
    }

    public static ControlMessage notification(String method, Record params) {
        return new ControlMessage(VERSION, null, method, null, JsonObject.of(params), null, null);
    }

    public static ControlMessage result(long id, Record result) {
        return new ControlMessage(VERSION, id, null, null, null, JsonObject.of(result), null);
    }

    public static ControlMessage failure(Long id, ErrorKind kind, String message) {
        return new ControlMessage(VERSION, id, null, null, null, null, new Failure(kind.code(), message));
    }

    /** @throws IllegalArgumentException if it is none */
    static ControlMessage parse(String line) {
        return RecordJson.parse(line).to(ControlMessage.class);
    }

    String toLine() {
        return RecordJson.write(this) + "\n";
    }
}

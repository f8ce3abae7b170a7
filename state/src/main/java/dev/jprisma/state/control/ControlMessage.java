package dev.jprisma.state.control;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A JSON-RPC 2.0 message: a request has an id and a method, a notification a method alone, an answer an id and either a
 * result or an error.
 *
 * @param id null in a notification
 * @param method null in an answer
 * @param params of a request or notification; null if there are none
 * @param result null unless it is a good answer
 * @param error null unless it is a bad one
 */
public record ControlMessage(Long id, String method, JsonNode params, JsonNode result, Failure error) {
    /** @param code see {@link ErrorKind#code()} */
    public record Failure(int code, String message) {}

    public static ControlMessage request(long id, String method, Object params) {
        return new ControlMessage(id, method, Json.tree(params), null, null);
    }

    public static ControlMessage notification(String method, Object params) {
        return new ControlMessage(null, method, Json.tree(params), null, null);
    }

    public static ControlMessage result(long id, Object result) {
        return new ControlMessage(id, null, null, Json.tree(result), null);
    }

    public static ControlMessage failure(Long id, ErrorKind kind, String message) {
        return new ControlMessage(id, null, null, null, new Failure(kind.code(), message));
    }

    static ControlMessage parse(String line) {
        return Json.read(line, ControlMessage.class);
    }

    String toLine() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("jsonrpc", "2.0");
        put(members, "id", id);
        put(members, "method", method);
        put(members, "params", params);
        put(members, "result", result);
        put(members, "error", error);
        return Json.write(members) + "\n";
    }

    private static void put(Map<String, Object> members, String name, Object value) {
        if (value != null) {
            members.put(name, value);
        }
    }
}

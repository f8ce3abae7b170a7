package dev.jprisma.console.mcp;

import dev.jprisma.console.http.JsonTree;
import dev.jprisma.state.JprismaException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A JSON-RPC 2.0 message of a client.
 *
 * @param id text or a number; null for a notification
 * @param method null for an answer, of which none is waited for
 */
record RpcMessage(Object id, String method, Map<String, Object> params) {
    static final int NO_JSON = -32700;
    static final int NO_REQUEST = -32600;
    static final int UNKNOWN_METHOD = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL = -32603;
    static final int NO_RESOURCE = -32002;

    /** @throws RpcError if it is none */
    static RpcMessage parse(String json) {
        Object tree;
        try {
            tree = JsonTree.read(json);
        } catch (JprismaException e) {
            throw new RpcError(NO_JSON, e.getMessage());
        }
        if (!(tree instanceof Map<?, ?> members) || !"2.0".equals(members.get("jsonrpc"))) {
            throw new RpcError(NO_REQUEST, "This is no message of JSON-RPC 2.0; several at once are not taken");
        }
        Object id = members.get("id");
        boolean named = members.get("method") instanceof String;
        boolean answer = members.containsKey("result") || members.containsKey("error");
        if (!named && !answer || id != null && !(id instanceof String || id instanceof BigDecimal)) {
            throw new RpcError(NO_REQUEST, "This message has no method, or an id that is neither text nor a number");
        }
        return new RpcMessage(id, named ? (String) members.get("method") : null, object(members.get("params")));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object params) {
        if (params == null) {
            return Map.of();
        }
        if (params instanceof Map<?, ?>) {
            return (Map<String, Object>) params;
        }
        throw new RpcError(INVALID_PARAMS, "The parameters are no object");
    }

    boolean isRequest() {
        return method != null && id != null;
    }

    /** A parameter that has to be a text. */
    String text(String name) {
        if (params.get(name) instanceof String text) {
            return text;
        }
        throw new RpcError(INVALID_PARAMS, method + " needs " + name + ", a text");
    }

    /** A parameter that is an object; empty if it is missing. */
    Map<String, Object> members(String name) {
        return object(params.get(name));
    }

    /** The good answer to it. */
    String result(Map<String, Object> result) {
        return answer(id, "result", result);
    }

    /** The bad answer to it. */
    String failure(RpcError error) {
        return failure(id, error);
    }

    /** @param id null where none could be read */
    static String failure(Object id, RpcError error) {
        return answer(id, "error", Json.object("code", error.code(), "message", error.getMessage()));
    }

    private static String answer(Object id, String member, Map<String, Object> value) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("jsonrpc", "2.0");
        answer.put("id", id);
        answer.put(member, value);
        return JsonTree.write(answer);
    }
}

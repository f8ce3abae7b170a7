package dev.jprisma.console.mcp;

/** What is wrong with a message, and not with what it asks for: the client's affair, which its model does not see. */
final class RpcError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;

    /** @param code of JSON-RPC */
    RpcError(int code, String message) {
        super(message);
        this.code = code;
    }

    int code() {
        return code;
    }
}

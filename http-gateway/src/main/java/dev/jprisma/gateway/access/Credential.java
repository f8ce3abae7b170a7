package dev.jprisma.gateway.access;

/** What a path takes instead of the API key, which all of them take. */
enum Credential {
    NOTHING_ELSE,
    /** {@code Neon-Connection-String}. */
    CONNECTION_STRING,
    /** User and password of the database, by HTTP's Basic scheme. */
    BASIC,
    /** User and password of the database within the WebSocket, since browsers cannot send headers with the upgrade. */
    FIRST_MESSAGE,
    /** None is asked for. */
    NONE;

    static Credential of(String method, String path) {
        return switch (path) {
            case "/health" -> method.equals("GET") || method.equals("HEAD") ? NONE : NOTHING_ELSE;
            case "/sql" -> CONNECTION_STRING;
            case "/v0/statement" -> BASIC;
            case "/v0/session", "/v1", "/v2" -> FIRST_MESSAGE;
            default -> NOTHING_ELSE;
        };
    }
}

package dev.jprisma.gateway;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import tools.jackson.databind.json.JsonMapper;

/** Executes one statement after another in one session of {@code /v0/session}. */
final class SessionClient implements AutoCloseable {

    private final RawWebSocket socket;

    SessionClient(TestGateway gateway) throws IOException {
        socket = new RawWebSocket(gateway.port(), "/v0/session", RawWebSocket.PRISMA);
        socket.text("{\"username\":\"postgres\",\"password\":\"" + TestServer.PASSWORD + "\"}");
    }

    /** The rows' values as JSON, or "error". */
    String rows(String sql, String value) throws IOException {
        socket.text("urn:prisma:query:descriptor");
        Map<String, Object> parameter = Map.of("type", "text", "value", value);
        socket.text(JsonMapper.shared().writeValueAsString(Map.of("query", sql, "parameters", List.of(parameter))));
        StringJoiner rows = new StringJoiner(",", "[", "]");
        while (true) {
            String kind = socket.readText();
            String frame = socket.readText();
            if (kind.endsWith(":error")) {
                return "error";
            }
            if (kind.endsWith(":complete")) {
                return rows.toString();
            }
            if (kind.endsWith(":datarow")) {
                rows.add(JsonMapper.shared().readTree(frame).get("values").toString());
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

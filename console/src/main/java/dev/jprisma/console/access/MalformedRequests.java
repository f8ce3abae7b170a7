package dev.jprisma.console.access;

import dev.jprisma.state.RecordJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What Jetty itself refuses, such as a path that cannot be decoded: which face it was meant for cannot be told then, so
 * the answer has what the clients of each read.
 */
public final class MalformedRequests extends ErrorHandler {
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request, Response response, int status, String message, Throwable cause, Callback callback) {
        boolean ours = status >= HttpStatus.INTERNAL_SERVER_ERROR_500;
        String told = "The request was refused: " + message;
        Map<String, ?> error =
                Map.of("code", ours ? "internal-server-error" : "client-error", "message", told, "status", status);
        String json =
                RecordJson.write(Map.of("code", ours ? "INTERNAL" : "MALFORMED", "message", told, "error", error));
        AccessHandler.protect(response.getHeaders());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), callback);
    }
}

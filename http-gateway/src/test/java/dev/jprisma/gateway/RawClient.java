package dev.jprisma.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that sends exactly the bytes it is told to, however wrong they are. */
final class RawClient implements AutoCloseable {

    /** @param headers with names in lower case */
    record Response(int status, Map<String, String> headers, String body) {

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final int port;

    RawClient(int port) throws IOException {
        this("127.0.0.1", port);
    }

    RawClient(String address, int port) throws IOException {
        this.port = port;
        this.socket = new Socket(address, port);
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
    }

    static Response exchange(int port, String request) throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.send(request);
            return client.read();
        }
    }

    Socket socket() {
        return socket;
    }

    /** Sends text with LF for CRLF in it; {@code PORT} stands for the port. */
    void send(String text) throws IOException {
        sendBytes(text.replace("\n", "\r\n")
                .replace("PORT", Integer.toString(port))
                .getBytes(StandardCharsets.UTF_8));
    }

    void sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Posts a body with a correct Host. */
    Response post(String path, String headers, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        send("POST " + path + " HTTP/1.1\nHost: localhost:PORT\n" + headers + "Content-Length: " + bytes.length
                + "\n\n");
        sendBytes(bytes);
        return read();
    }

    /** Reads one response; fails if the connection ends before the response does. */
    Response read() throws IOException {
        Response head = readHead();
        return new Response(head.status, head.headers, body(head.headers));
    }

    /** Reads exactly that many bytes; fewer if the connection ends before. */
    byte[] readBytes(int count) throws IOException {
        return in.readNBytes(count);
    }

    /** Reads a chunked body without keeping it, and returns how long it was. */
    long skipChunked(Runnable after) throws IOException {
        long length = 0;
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            in.skipNBytes(size);
            line();
            if (length == 0) {
                after.run();
            }
            length += size;
        }
        line();
        return length;
    }

    /** Reads a response without a body, as to HEAD. */
    Response readHead() throws IOException {
        String[] statusLine = line().split(" ", 3);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Response(Integer.parseInt(statusLine[1]), headers, "");
    }

    private String body(Map<String, String> headers) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (headers.containsKey("content-length")) {
            copy(Integer.parseInt(headers.get("content-length")), body);
        } else if ("chunked".equals(headers.get("transfer-encoding"))) {
            for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
                copy(size, body);
                line();
            }
            line();
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private void copy(int count, ByteArrayOutputStream body) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("The answer ends " + (count - bytes.length) + " bytes too early.");
        }
        body.write(bytes);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The connection ended after: " + line);
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

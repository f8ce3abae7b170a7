package dev.jprisma.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Clients that connect and then wait, every other in the middle of a request; in a process with files of its own. */
final class IdleClients implements AutoCloseable {

    private static final String CONNECTED = "connected";

    private final int count;
    private final Process process;

    IdleClients(int port, int count) throws IOException {
        this.count = count;
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        IdleClients.class.getName(),
                        Integer.toString(port),
                        Integer.toString(count))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (!CONNECTED.equals(line)) {
            close();
            throw new IOException(count + " clients could not connect: " + line);
        }
    }

    int count() {
        return count;
    }

    /** Connects, says so, and stays until its input ends. */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        List<RawClient> clients = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            RawClient client = new RawClient(port);
            clients.add(client);
            if (i % 2 == 0) {
                client.send("POST /v0/statement HTTP/1.1\nHost: localhost:PORT\n");
            }
        }
        System.out.println(CONNECTED);
        while (System.in.read() >= 0) {}
        for (RawClient client : clients) {
            client.close();
        }
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}

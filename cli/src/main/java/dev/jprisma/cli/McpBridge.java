package dev.jprisma.cli;

import dev.jprisma.client.DaemonClient;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.control.McpAnswer;
import dev.jprisma.state.control.McpMessage;
import dev.jprisma.state.control.Methods;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Carries messages between a client, a line each, and the daemon, which understands them. They wait for each other no
 * more than the daemon lets them. If the daemon goes the next message goes to its successor: its sessions have nothing
 * that could be lost but what is under way.
 */
final class McpBridge {
    private static final int LONGEST_MESSAGE = 1 << 20;
    /** For what is under way when the input ends, as it does at once where it is a file. */
    private static final long LINGER_MILLIS = 800;

    private final Context context;
    private final boolean readOnly;
    private final List<InstanceName> only;
    private final String migrations;
    private final PrintStream out;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "mcp");
        thread.setDaemon(true);
        return thread;
    });
    /** Guarded by this; null before the first message. */
    private DaemonClient daemon;

    /** @param migrations absolute path of the folder that may be run; null for none */
    McpBridge(Context context, boolean readOnly, List<InstanceName> only, String migrations) {
        this.context = context;
        this.readOnly = readOnly;
        this.only = only;
        this.migrations = migrations;
        this.out = context.console().out();
    }

    /** Returns soon after the input has ended. */
    void run() throws IOException {
        connection();
        BufferedReader in =
                new BufferedReader(new InputStreamReader(context.console().in(), StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null && !out.checkError(); line = in.readLine()) {
            String message = line;
            if (!message.isBlank()) {
                threads.execute(() -> carry(message));
            }
        }
        threads.shutdown();
        try {
            threads.awaitTermination(LINGER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    private void carry(String message) {
        try {
            if (message.length() > LONGEST_MESSAGE) {
                throw new JprismaException(
                        ErrorKind.INVALID, "A message has at most " + LONGEST_MESSAGE + " characters");
            }
            McpAnswer answer = connection()
                    .request(Methods.MCP_MESSAGE, new McpMessage(readOnly, only, migrations, message), McpAnswer.class);
            if (answer.message() != null) {
                write(answer.message());
            }
        } catch (JprismaException e) {
            context.console().error(e.getMessage());
            Object id = idOf(message);
            if (id != null) {
                write(failure(id, e));
            }
        }
    }

    private synchronized DaemonClient connection() {
        if (daemon == null || daemon.hasEnded()) {
            daemon = context.daemon().connect(context.showingProgress());
        }
        return daemon;
    }

    private synchronized void close() {
        if (daemon != null) {
            daemon.close();
        }
    }

    /** Null of what is no request. */
    private static Object idOf(String message) {
        try {
            return RecordJson.parse(message).members().get("id");
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String failure(Object id, JprismaException e) {
        Map<String, Object> failure = new LinkedHashMap<>();
        failure.put("jsonrpc", "2.0");
        failure.put("id", id);
        failure.put("error", Map.of("code", e.kind().code(), "message", e.getMessage()));
        return RecordJson.write(failure);
    }

    /** In UTF-8, whatever the terminal has. */
    private synchronized void write(String message) {
        byte[] line = (message + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(line, 0, line.length);
        out.flush();
    }
}

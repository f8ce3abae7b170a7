package dev.jprisma.product;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Collects what a process writes, as it comes. */
final class Output {
    private static final long LIMIT_SECONDS = 10;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Thread reader;

    private Output(InputStream stream) {
        reader = new Thread(() -> read(stream), "output");
        reader.setDaemon(true);
        reader.start();
    }

    static Output of(InputStream stream) {
        return new Output(stream);
    }

    private void read(InputStream stream) {
        try (stream) {
            stream.transferTo(bytes);
        } catch (IOException e) {
            bytes.writeBytes(("(cannot be read: " + e + ")").getBytes(StandardCharsets.UTF_8));
        }
    }

    String soFar() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** All of it, once every process that could write more has closed it. */
    String whole() throws InterruptedException {
        reader.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        if (reader.isAlive()) {
            throw new AssertionError("The process has ended, and something holds its output open");
        }
        return soFar();
    }
}

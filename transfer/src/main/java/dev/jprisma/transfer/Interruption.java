package dev.jprisma.transfer;

import dev.jprisma.transfer.server.DatabaseSession;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Watches for the end of the process (Ctrl-C) while a transfer is under way: says what becomes of it and ends what its
 * servers are at.
 */
final class Interruption implements AutoCloseable {
    private final List<DatabaseSession> sessions;
    private final Consumer<String> tell;
    private final Thread hook = new Thread(this::run, "on-signal");
    private volatile String fate;
    private volatile boolean ending;

    Interruption(String fate, Consumer<String> tell, DatabaseSession... sessions) {
        this.fate = fate;
        this.tell = tell;
        this.sessions = List.of(sessions);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** What an interruption means from now on. */
    void fate(String sentence) {
        fate = sentence;
    }

    /** Called with a failure that an interruption may have caused: then there is nothing more to say, and no return. */
    void check() {
        while (ending) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // The process is ending.
            }
        }
    }

    private void run() {
        ending = true;
        tell.accept(fate);
        sessions.forEach(DatabaseSession::interrupt);
    }

    @Override
    public void close() {
        check();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            check();
        }
    }
}

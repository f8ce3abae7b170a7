package dev.jprisma.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Writes to the disk that one thread has begun and will wait for. Of that thread alone. */
final class SyncsMeanwhile {
    private final Executor threads;
    private final List<CompletableFuture<Void>> begun = new ArrayList<>();

    /** One write. */
    interface Sync {
        void run() throws IOException;
    }

    SyncsMeanwhile(Executor threads) {
        this.threads = threads;
    }

    void begin(Sync sync) {
        begun.add(CompletableFuture.runAsync(() -> run(sync), threads));
    }

    private static void run(Sync sync) {
        try {
            sync.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) the first failure, when all have ended */
    void await() {
        try {
            CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() instanceof UncheckedIOException io ? io.getCause() : e.getCause();
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "Not written to the disk ("
                            + (cause instanceof IOException io ? JprismaHome.reason(io) : String.valueOf(cause)) + ")",
                    cause);
        }
    }
}

package dev.jprisma.gateway.socket;

import java.util.concurrent.Executor;
import org.eclipse.jetty.util.VirtualThreads;

/** Threads for what blocks as long as a WebSocket is open: virtual ones where the JVM has them. */
public final class ConversationThreads {

    private static final Executor THREADS = VirtualThreads.areSupported()
            ? VirtualThreads.getDefaultVirtualThreadsExecutor()
            : ConversationThreads::startPlatformThread;

    private ConversationThreads() {}

    public static void start(Runnable work) {
        THREADS.execute(work);
    }

    private static void startPlatformThread(Runnable work) {
        Thread thread = new Thread(work, "websocket");
        thread.setDaemon(true);
        thread.start();
    }
}

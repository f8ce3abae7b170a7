package dev.jprisma.gateway.http;

import dev.jprisma.gateway.settings.GatewaySettings;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Waits for the whole body of a request before it is handled, and for the memory it takes if it is large or read as it
 * arrives. Without a thread: slow clients keep none.
 */
public final class BodyHandler extends Handler.Wrapper {

    /** What a body that is read as it arrives counts for. */
    private static final int STREAMED_BYTES = 128 * 1024;

    /**
     * Of a body of which something smaller is made as it arrives, the text is so many times what that takes. Measured
     * for the insertion of 100 000 records: 2.5 times. What takes more is counted as it is read.
     */
    private static final int TEXT_OF_READ = 2;

    /** Its share at least, since reading it keeps a thread. */
    private static final long LEAST_TO_READ = 640 * 1024;

    private static final long MOST_OF_MEDIUM = 1 << 20;

    private final GatewaySettings settings;
    private final Policy policy;
    private final BodyMemory memory;
    private final BodyMemory memoryInSessions = BodyMemory.ofHeap(0.3);
    /** Who wants a little need not wait behind those that want most of all there is. */
    private final BodyMemory memoryOfMedium = BodyMemory.ofHeap(0.1);

    private final BodyMemory memoryOfSmall = BodyMemory.ofHeap(0.1);

    /** What is to be done with which request. */
    public interface Policy {
        /** How many bytes its body may have; negative to leave it to who handles the request. */
        long bodyLimit(Request request);

        /**
         * Whether it is for a session that is held for it. Such a request has memory of its own: those that have taken
         * all of the other may be waiting for a session.
         */
        boolean isInSession(Request request);

        /** What makes something of its body if that is large; null to have it whole. */
        BodyReader reader(Request request);
    }

    /** @param memory that large bodies take */
    public BodyHandler(Handler next, GatewaySettings settings, Policy policy, BodyMemory memory) {
        super(next);
        this.memory = memory;
        this.settings = settings;
        this.policy = policy;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        long limit = policy.bodyLimit(request);
        Arrival arrival = new Arrival(request, limit, response, callback);
        if (limit < 0) {
            arrival.awaitMemory(arrival.share(STREAMED_BYTES, arrival::stream));
        } else {
            arrival.proceed();
        }
        return true;
    }

    private interface Step {
        void take() throws Exception;
    }

    /** One body on its way. One thread at a time. */
    private final class Arrival {
        private final Request request;
        private final RequestBody body;
        private final Response response;
        private final Callback callback;
        private BodyMemory.Holding counted;
        /** Of one that is read as it arrives. */
        private BodyReader reader;

        private BodyMemory.Share share;

        Arrival(Request request, long limit, Response response, Callback callback) {
            this.request = request;
            this.body = new RequestBody(request, limit, settings);
            this.response = response;
            this.callback = callback;
        }

        /** Takes what there is, and leaves the rest to when it comes. */
        void proceed() {
            attempt(() -> {
                switch (body.readAvailable()) {
                    case WHOLE -> handle();
                    case MORE_TO_COME -> awaitMore();
                    case LARGE -> awaitLarge();
                }
            });
        }

        private void awaitLarge() {
            reader = policy.reader(request);
            awaitMemory(reader == null ? share(body.mostBytes(), this::proceedWithMemory) : shareToRead());
        }

        /** What it throws becomes the answer. */
        private void attempt(Step step) {
            try {
                step.take();
            } catch (ProblemException e) {
                refuse(e.problem());
            } catch (OutOfMemoryError e) {
                refuse(Problems.outOfMemory(e));
            } catch (Exception e) {
                Response.writeError(request, response, callback, e);
            }
        }

        private void awaitMore() {
            if (counted == null && !count(body.mostUnasked())) {
                refuse(BodyProblems.tooMany());
                return;
            }
            request.demand(Invocable.from(InvocationType.BLOCKING, this::proceed));
        }

        /** Each is small, but there may be any number of them. */
        private boolean count(long bytes) {
            counted = memoryOfSmall.holding();
            Request.addCompletionListener(request, failure -> counted.resize(0));
            return counted.resize(bytes);
        }

        private void proceedWithMemory() {
            body.allowLarge();
            proceed();
        }

        /** Leaves the body to who handles the request; that keeps a thread, of which there are as many as shares. */
        private void stream() {
            attempt(this::handle);
        }

        /** Keeps a thread as well. */
        private void read() {
            attempt(() -> {
                ArrivingBody arriving = new ArrivingBody(body.rest(), share);
                request.setAttribute(BodyReader.class.getName(), outcome(arriving));
                arriving.settle();
                handle();
            });
        }

        private Object outcome(ArrivingBody arriving) {
            try {
                return reader.read(arriving);
            } catch (OutOfMemoryError e) {
                arriving.discard();
                throw e;
            } catch (RuntimeException e) {
                arriving.discard();
                return e;
            }
        }

        private void handle() throws Exception {
            if (!BodyHandler.super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, 404);
            }
        }

        BodyMemory.Share share(long bodyBytes, Runnable next) {
            return memory(bodyBytes).share(bodyBytes, () -> execute(next));
        }

        private BodyMemory.Share shareToRead() {
            long expected = Math.max(0, body.announced()) / TEXT_OF_READ;
            return memory(body.mostBytes()).shareToRead(Math.max(LEAST_TO_READ, expected), () -> execute(this::read));
        }

        private BodyMemory memory(long bodyBytes) {
            if (policy.isInSession(request)) {
                return memoryInSessions;
            }
            return bodyBytes <= MOST_OF_MEDIUM && memory.isAwaited() ? memoryOfMedium : memory;
        }

        private void execute(Runnable next) {
            request.getComponents().getExecutor().execute(next);
        }

        void awaitMemory(BodyMemory.Share wanted) {
            share = wanted;
            Scheduler.Task limitOfWaiting = request.getComponents()
                    .getScheduler()
                    .schedule(
                            () -> {
                                if (wanted.abandon()) {
                                    refuse(BodyProblems.tooManyLarge());
                                }
                            },
                            settings.bodies().timeout().toMillis(),
                            TimeUnit.MILLISECONDS);
            Request.addCompletionListener(request, failure -> {
                limitOfWaiting.cancel();
                wanted.release();
            });
            wanted.request();
        }

        /** Ends the connection, on which the rest of the body may come: no client is to send its next request there. */
        private void refuse(Problem problem) {
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
            Refusals.answer(problem, request, response, callback);
        }
    }
}

package dev.jprisma.gateway.http;

import dev.jprisma.gateway.settings.GatewaySettings;
import java.util.concurrent.TimeUnit;
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

    private final GatewaySettings settings;
    private final Policy policy;
    private final BodyMemory memory;
    private final BodyMemory memoryInSessions = BodyMemory.ofHeap(0.3);
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
            arrival.awaitMemory(STREAMED_BYTES, arrival::stream);
        } else {
            arrival.proceed();
        }
        return true;
    }

    /** One body on its way. One thread at a time. */
    private final class Arrival {
        private final Request request;
        private final RequestBody body;
        private final Response response;
        private final Callback callback;
        private BodyMemory.Holding counted;

        Arrival(Request request, long limit, Response response, Callback callback) {
            this.request = request;
            this.body = new RequestBody(request, limit, settings);
            this.response = response;
            this.callback = callback;
        }

        /** Takes what there is, and leaves the rest to when it comes. */
        void proceed() {
            try {
                switch (body.readAvailable()) {
                    case WHOLE -> handle();
                    case MORE_TO_COME -> awaitMore();
                    case LARGE -> awaitMemory(body.mostBytes(), this::proceedWithMemory);
                }
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
            try {
                handle();
            } catch (Exception e) {
                Response.writeError(request, response, callback, e);
            }
        }

        private void handle() throws Exception {
            if (!BodyHandler.super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, 404);
            }
        }

        private void awaitMemory(long bytes, Runnable next) {
            BodyMemory from = policy.isInSession(request) ? memoryInSessions : memory;
            BodyMemory.Share share = from.share(
                    bytes, () -> request.getComponents().getExecutor().execute(next));
            Scheduler.Task limitOfWaiting = request.getComponents()
                    .getScheduler()
                    .schedule(
                            () -> {
                                if (share.abandon()) {
                                    refuse(BodyProblems.tooManyLarge());
                                }
                            },
                            settings.bodies().timeout().toMillis(),
                            TimeUnit.MILLISECONDS);
            Request.addCompletionListener(request, failure -> {
                limitOfWaiting.cancel();
                share.release();
            });
            share.request();
        }

        private void refuse(Problem problem) {
            Refusals.answer(problem, request, response, callback);
        }
    }
}

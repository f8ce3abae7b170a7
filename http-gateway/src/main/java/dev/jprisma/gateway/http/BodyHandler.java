package dev.jprisma.gateway.http;

import dev.jprisma.gateway.GatewaySettings;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Waits for the whole body of a request before it is handled, and for the memory it takes if it is large. Without a
 * thread: slow clients keep none.
 */
public final class BodyHandler extends Handler.Wrapper {

    private final GatewaySettings settings;
    private final Policy policy;
    private final BodyMemory memory;
    private final BodyMemory memoryInSessions = BodyMemory.ofHeap(0.3);

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
        if (limit < 0) {
            return super.handle(request, response, callback);
        }
        new Arrival(request, limit, response, callback).proceed();
        return true;
    }

    /** One body on its way. One thread at a time. */
    private final class Arrival {
        private final Request request;
        private final RequestBody body;
        private final Response response;
        private final Callback callback;

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
                    case WHOLE -> handleWhole();
                    case MORE_TO_COME -> request.demand(Invocable.from(InvocationType.BLOCKING, this::proceed));
                    case LARGE -> awaitMemory();
                }
            } catch (ProblemException e) {
                refuse(e.problem());
            } catch (OutOfMemoryError e) {
                refuse(Problems.outOfMemory(e));
            } catch (Exception e) {
                Response.writeError(request, response, callback, e);
            }
        }

        private void handleWhole() throws Exception {
            if (!BodyHandler.super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, 404);
            }
        }

        private void awaitMemory() {
            BodyMemory from = policy.isInSession(request) ? memoryInSessions : memory;
            BodyMemory.Share share = from.share(body.mostBytes(), this::proceedLater);
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

        private void proceedLater() {
            request.getComponents().getExecutor().execute(() -> {
                body.allowLarge();
                proceed();
            });
        }

        private void refuse(Problem problem) {
            Refusals.answer(problem, request, response, callback);
        }
    }
}

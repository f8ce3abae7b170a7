package dev.jprisma.console.management;

import dev.jprisma.console.shape.ObjectShape;
import dev.jprisma.console.shape.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One of the requests of the API: what it takes, what it answers, and who answers it.
 *
 * @param summary for its description
 * @param query its parameters, which may all be absent
 * @param body what it takes; null for none
 * @param status of a good answer
 * @param answer null for none
 */
record Endpoint(
        String method,
        PathTemplate path,
        String summary,
        Map<String, Shape> query,
        ObjectShape body,
        int status,
        Shape answer,
        Handler handler) {
    /** Answers a request with a value of {@link Endpoint#answer()}; null if there is none. */
    interface Handler {
        Object answer(Call call);
    }

    static Endpoint get(String path, String summary) {
        return of("GET", path, summary, 200);
    }

    static Endpoint post(String path, String summary) {
        return of("POST", path, summary, 201);
    }

    static Endpoint patch(String path, String summary) {
        return of("PATCH", path, summary, 200);
    }

    static Endpoint delete(String path, String summary) {
        return of("DELETE", path, summary, 204);
    }

    private static Endpoint of(String method, String path, String summary, int status) {
        return new Endpoint(method, new PathTemplate(path), summary, Map.of(), null, status, null, call -> null);
    }

    /** It takes that parameter. */
    Endpoint asking(String parameter, Shape shape) {
        Map<String, Shape> all = new LinkedHashMap<>(query);
        all.put(parameter, shape);
        return new Endpoint(method, path, summary, all, body, status, answer, handler);
    }

    /** It takes that body. */
    Endpoint taking(ObjectShape newBody) {
        return new Endpoint(method, path, summary, query, newBody, status, answer, handler);
    }

    /** It answers with another status than what makes something does. */
    Endpoint status(int newStatus) {
        return new Endpoint(method, path, summary, query, body, newStatus, answer, handler);
    }

    /** It answers that. */
    Endpoint answering(Shape newAnswer, Handler newHandler) {
        return new Endpoint(method, path, summary, query, body, status, newAnswer, newHandler);
    }

    /** It answers that it was done. */
    Endpoint doing(Consumer<Call> work) {
        return answering(null, call -> {
            work.accept(call);
            return null;
        });
    }

    /** It answers a part of a list. */
    Endpoint listing(Shape element, Function<Call, Page> lister) {
        return asking("cursor", Shape.text())
                .asking("limit", Shape.number())
                .answering(Page.of(element), call -> lister.apply(call).answer());
    }
}

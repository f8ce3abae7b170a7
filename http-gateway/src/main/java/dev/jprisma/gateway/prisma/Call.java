package dev.jprisma.gateway.prisma;

import dev.jprisma.gateway.http.ClientWatch;
import dev.jprisma.gateway.http.Exchange;
import dev.jprisma.gateway.http.ProblemException;
import dev.jprisma.gateway.http.StreamedResponse;
import dev.jprisma.gateway.prisma.cache.CopyingStream;
import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.limit.RequestLimits;
import dev.jprisma.gateway.prisma.telemetry.Telemetry;
import dev.jprisma.gateway.prisma.value.ValueWriter;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer. Used by one thread. */
final class Call {
    private static final Logger LOG = LoggerFactory.getLogger(Call.class);

    /** Most answers that end in an error do so before they are longer than this. */
    private static final int HELD_BACK = 256 << 10;

    private final Exchange exchange;
    private final byte[] body;
    private final RequestLimits limits;
    private final StreamedResponse response;
    /** The response, for what is limited of it. */
    private final OutputStream data;

    private Telemetry telemetry = Telemetry.NONE;

    Call(Exchange exchange, byte[] body, RequestLimits limits) {
        this.exchange = exchange;
        this.body = body;
        this.limits = limits;
        this.response = new StreamedResponse(exchange, limits.heldBack(HELD_BACK));
        this.data = limits.limited(response);
    }

    Exchange exchange() {
        return exchange;
    }

    Telemetry telemetry() {
        return telemetry;
    }

    byte[] body() {
        return body;
    }

    /** Does what was asked for; what it throws becomes the answer, or the end of the one that has begun. */
    void run(Consumer<Call> operation) {
        try {
            attempt(operation);
        } catch (UncheckedIOException e) {
            LOG.debug("{}: the client went away", exchange.methodAndPath(), e);
            response.cutShort();
        }
    }

    private void attempt(Consumer<Call> operation) {
        try {
            telemetry = Telemetry.of(exchange.header("X-Capture-Telemetry"), exchange.header("traceparent"));
            limits.admit();
            operation.accept(this);
        } catch (PrismaError e) {
            LOG.debug(exchange.methodAndPath(), e);
            fail(limits.inProduction(e));
        } catch (ProblemException e) {
            fail(new PrismaError(e.problem().status(), null, e.getMessage(), null));
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("{} failed", exchange.methodAndPath(), e);
            String message = "Internal error of the gateway: " + e + ". Please report it; its log has the details.";
            fail(new PrismaError(500, null, message, null));
        }
    }

    private void fail(PrismaError error) {
        if (response.isSent()) {
            LOG.info("An answer was cut short: {}", error.getMessage());
            response.cutShort();
            return;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        if (error.code() != null) {
            fields.put("code", error.code());
        }
        fields.put("error", error.getMessage());
        if (error.meta() != null) {
            fields.put("meta", error.meta());
        }
        object(error.status(), fields);
    }

    /** Answers with fields, and the telemetry that was asked for. */
    void object(int status, Map<String, ?> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ValueWriter writer = new ValueWriter(out);
        writer.json().writeStartObject();
        fields.forEach((name, value) -> {
            writer.json().writeName(name);
            writer.value(value);
        });
        telemetry.write(writer);
        writer.json().writeEndObject();
        writer.close();
        response.replace(status, out.toByteArray());
    }

    /**
     * Executes the query while its client stays and it may last.
     *
     * @param cancel what ends the statement under way, if there is one
     */
    void during(ClientWatch clients, Runnable cancel, Runnable query) {
        limits.during(exchange.begunNanos(), cancel, () -> clients.during(exchange, cancel, query));
    }

    /** The error, or that the request took too long if it did. */
    PrismaError orOverTime(PrismaError error) {
        return limits.orOverTime(error, exchange.begunNanos());
    }

    /** Answers with data that go out as they are written. */
    void stream(Consumer<ValueWriter> content) {
        ValueWriter out = new ValueWriter(data);
        out.json().writeStartObject();
        out.json().writeName("data");
        content.accept(out);
        telemetry.write(out);
        out.json().writeEndObject();
        out.close();
        response.complete();
    }

    /**
     * The same.
     *
     * @param keep takes the data once more, as JSON text, before the client has all of them; or null if that has more
     *     bytes than the limit
     */
    void streamAndCopy(Consumer<ValueWriter> content, int limit, Consumer<byte[]> keep) {
        stream(out -> {
            // The colon behind the name, which would be written with the value.
            out.json().writeRawValue("");
            out.json().flush();
            keep.accept(CopyingStream.write(content, data, limit));
        });
    }
}

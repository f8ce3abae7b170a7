package dev.jprisma.gateway.prisma;

import dev.jprisma.gateway.http.Exchange;
import dev.jprisma.gateway.http.ProblemException;
import dev.jprisma.gateway.http.StreamedResponse;
import dev.jprisma.gateway.prisma.cache.CopyingStream;
import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.telemetry.Telemetry;
import dev.jprisma.gateway.prisma.value.ValueWriter;
import java.io.ByteArrayOutputStream;
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
    private final StreamedResponse response;
    private Telemetry telemetry = Telemetry.NONE;

    Call(Exchange exchange, byte[] body) {
        this.exchange = exchange;
        this.body = body;
        this.response = new StreamedResponse(exchange, HELD_BACK);
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
            operation.accept(this);
        } catch (PrismaError e) {
            LOG.debug(exchange.methodAndPath(), e);
            fail(e);
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

    /** Answers with data that go out as they are written. */
    void stream(Consumer<ValueWriter> data) {
        ValueWriter out = new ValueWriter(response);
        out.json().writeStartObject();
        out.json().writeName("data");
        data.accept(out);
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
    void streamAndCopy(Consumer<ValueWriter> data, int limit, Consumer<byte[]> keep) {
        stream(out -> {
            // The colon behind the name, which would be written with the value.
            out.json().writeRawValue("");
            out.json().flush();
            keep.accept(CopyingStream.write(data, response, limit));
        });
    }
}

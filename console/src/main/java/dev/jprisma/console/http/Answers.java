package dev.jprisma.console.http;

import dev.jprisma.state.RecordJson;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Answers in JSON. */
public final class Answers {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Answers() {}

    /** A record, or a list or map of such, whose null members are left out. */
    public static void json(Context context, Object value) {
        context.contentType("application/json").result(RecordJson.write(value));
    }

    /** An answer of moderate size that is written by hand; what throws while it is written is an error of its own. */
    public static void json(Context context, Consumer<JsonGenerator> writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = generator(out)) {
            writer.accept(json);
        }
        context.contentType("application/json").result(out.toByteArray());
    }

    /** Writes UTF-8; the caller closes it, which closes {@code out}. */
    public static JsonGenerator generator(OutputStream out) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
    }
}

package dev.jprisma.gateway.http;

import dev.jprisma.postgres.wire.ServerError;
import java.io.ByteArrayOutputStream;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;

/** PostgreSQL's errors as JSON: each of its fields under the name that the drivers read, as text. */
public final class ServerErrors {

    private ServerErrors() {}

    /** As UTF-8, with null for fields that the error has not. */
    public static byte[] json(ServerError error) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JsonStreams.generator(out)) {
            json.writeStartObject();
            json.writeStringProperty("message", error.message());
            json.writeStringProperty("error", error.message());
            fields(error, json::writeStringProperty);
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    /** As an object without the fields that the error has not. */
    public static void write(ServerError error, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("message", error.message());
        fields(error, (name, value) -> {
            if (value != null) {
                json.writeStringProperty(name, value);
            }
        });
        json.writeEndObject();
    }

    private static void fields(ServerError error, BiConsumer<String, String> field) {
        field.accept("code", error.code());
        field.accept("severity", error.severity());
        field.accept("detail", error.detail());
        field.accept("hint", error.hint());
        field.accept("position", error.position());
        field.accept("internalPosition", error.internalPosition());
        field.accept("internalQuery", error.internalQuery());
        field.accept("where", error.where());
        field.accept("schema", error.schema());
        field.accept("table", error.table());
        field.accept("column", error.column());
        field.accept("dataType", error.dataType());
        field.accept("constraint", error.constraint());
        field.accept("file", error.file());
        field.accept("line", error.line());
        field.accept("routine", error.routine());
    }
}

package dev.jprisma.gateway.http;

import dev.jprisma.postgres.wire.ServerError;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;

/** PostgreSQL's errors as JSON: each of its fields under the name that Neon's driver reads, as text or null. */
public final class ServerErrors {

    private ServerErrors() {}

    /** As UTF-8. */
    public static byte[] json(ServerError error) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = Json.generator(out)) {
            json.writeStartObject();
            json.writeStringProperty("message", error.message());
            json.writeStringProperty("error", error.message());
            json.writeStringProperty("code", error.code());
            json.writeStringProperty("severity", error.severity());
            json.writeStringProperty("detail", error.detail());
            json.writeStringProperty("hint", error.hint());
            json.writeStringProperty("position", error.position());
            json.writeStringProperty("internalPosition", error.internalPosition());
            json.writeStringProperty("internalQuery", error.internalQuery());
            json.writeStringProperty("where", error.where());
            json.writeStringProperty("schema", error.schema());
            json.writeStringProperty("table", error.table());
            json.writeStringProperty("column", error.column());
            json.writeStringProperty("dataType", error.dataType());
            json.writeStringProperty("constraint", error.constraint());
            json.writeStringProperty("file", error.file());
            json.writeStringProperty("line", error.line());
            json.writeStringProperty("routine", error.routine());
            json.writeEndObject();
        }
        return out.toByteArray();
    }
}

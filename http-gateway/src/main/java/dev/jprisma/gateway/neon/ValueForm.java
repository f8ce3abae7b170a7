package dev.jprisma.gateway.neon;

import dev.jprisma.gateway.http.JsonStreams;
import dev.jprisma.postgres.wire.Row;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import tools.jackson.core.JsonGenerator;

/** How a value that is not NULL becomes JSON. */
enum ValueForm {
    /** PostgreSQL's text in a string. */
    TEXT {
        @Override
        void write(Row row, int column, JsonGenerator json) {
            JsonStreams.writeText(row, column, json);
        }

        @Override
        void write(String text, JsonGenerator json) {
            json.writeString(text);
        }
    },
    BOOLEAN {
        @Override
        void write(Row row, int column, JsonGenerator json) {
            if (row.isStreamed()) {
                write(row.text(column), json);
            } else {
                json.writeBoolean(JsonStreams.flag(row, column));
            }
        }

        @Override
        void write(String text, JsonGenerator json) {
            json.writeBoolean(text.equals("t"));
        }
    },
    INTEGER {
        @Override
        void write(Row row, int column, JsonGenerator json) {
            if (row.isStreamed()) {
                write(row.text(column), json);
            } else {
                json.writeNumber(JsonStreams.integer(row, column));
            }
        }

        @Override
        void write(String text, JsonGenerator json) {
            json.writeNumber(text);
        }
    },
    /** A number, except for those that JSON has no word for. */
    FLOAT {
        @Override
        void write(Row row, int column, JsonGenerator json) {
            if (row.isStreamed() || !JsonStreams.writeNumber(row, column, json)) {
                write(row.text(column), json);
            }
        }

        @Override
        void write(String text, JsonGenerator json) {
            if (text.endsWith("N") || text.endsWith("y")) {
                json.writeString(text);
            } else {
                json.writeNumber(text);
            }
        }
    },
    JSON {
        @Override
        void write(Row row, int column, JsonGenerator json) {
            if (row.isStreamed()) {
                copy(JsonStreams.reader(row, column), json);
            } else {
                JsonStreams.writeRaw(row, column, json);
            }
        }

        @Override
        void write(String text, JsonGenerator json) {
            json.writeRawValue(text);
        }
    };

    private static final int CHUNK = 8 * 1024;

    /** The form of a type in natural JSON, other than an array. */
    static ValueForm natural(int typeOid) {
        return switch (typeOid) {
            case 16 -> BOOLEAN;
            case 21, 23 -> INTEGER;
            case 700, 701 -> FLOAT;
            case 114, 3802 -> JSON;
            default -> TEXT;
        };
    }

    abstract void write(String text, JsonGenerator json);

    abstract void write(Row row, int column, JsonGenerator json);

    private static void copy(Reader text, JsonGenerator json) {
        char[] chunk = new char[CHUNK];
        try {
            json.writeRawValue("");
            for (int count = text.read(chunk); count > 0; count = text.read(chunk)) {
                json.writeRaw(chunk, 0, count);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.jprisma.gateway.http;

import dev.jprisma.postgres.wire.Row;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/** JSON as a stream. */
public final class JsonStreams {

    /** What bounds a string here is the body's limit. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonStreams() {}

    public static JsonGenerator generator(OutputStream out) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
    }

    public static JsonParser parser(byte[] json) {
        return FACTORY.createParser(ObjectReadContext.empty(), json);
    }

    /** What is wrong with JSON that cannot be read, without a full stop. */
    public static String problem(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return "it nests too deep, or has a name or a number that is too long";
        }
        if (e instanceof UnexpectedEndOfInputException) {
            return "it ends too early";
        }
        long at = Math.max(e.getLocation().getByteOffset(), e.getLocation().getCharOffset());
        return "what stands at offset " + at + " cannot be there";
    }

    /** PostgreSQL's text of a value that is not NULL, as a string; of any length in little memory. */
    public static void writeText(Row row, int column, JsonGenerator json) {
        if (row.isStreamed()) {
            json.writeString(reader(row, column), -1);
        } else {
            json.writeUTF8String(row.buffer(), row.offset(column), row.length(column));
        }
    }

    /** A value of a row in memory that is JSON as it stands. */
    public static void writeRaw(Row row, int column, JsonGenerator json) {
        // What belongs before a value: a comma, or the colon behind a name.
        json.writeRawValue("");
        json.flush();
        try {
            ((OutputStream) json.streamWriteOutputTarget()).write(row.buffer(), row.offset(column), row.length(column));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A number of a row in memory, as the server writes it; false, and nothing is written, if that is none in JSON, or
     * the zero with a sign.
     */
    public static boolean writeNumber(Row row, int column, JsonGenerator json) {
        byte[] buffer = row.buffer();
        int offset = row.offset(column);
        char[] number = new char[row.length(column)];
        for (int i = 0; i < number.length; i++) {
            number[i] = (char) buffer[offset + i];
            boolean inNumbers = number[i] >= '0' && number[i] <= '9'
                    || number[i] == '-'
                    || number[i] == '+'
                    || number[i] == '.'
                    || number[i] == 'e';
            if (!inNumbers) {
                return false;
            }
        }
        if (number.length == 2 && number[0] == '-' && number[1] == '0') {
            return false;
        }
        json.writeNumber(number, 0, number.length);
        return true;
    }

    /** A whole number of a row in memory. */
    public static long integer(Row row, int column) {
        byte[] buffer = row.buffer();
        int offset = row.offset(column);
        int end = offset + row.length(column);
        boolean negative = buffer[offset] == '-';
        long number = 0;
        for (int i = negative ? offset + 1 : offset; i < end; i++) {
            number = number * 10 + buffer[i] - '0';
        }
        return negative ? -number : number;
    }

    /** A boolean of a row in memory. */
    public static boolean flag(Row row, int column) {
        return row.buffer()[row.offset(column)] == 't';
    }

    /** The text of a value of a streamed row. */
    public static Reader reader(Row row, int column) {
        return new InputStreamReader(row.stream(column), StandardCharsets.UTF_8);
    }
}

package dev.jprisma.gateway.prisma.value;

import dev.jprisma.gateway.http.JsonStreams;
import dev.jprisma.gateway.prisma.error.PrismaError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** JSON text to values: null, Boolean, Long, Double, String, List, Map in the order of the text. */
public final class JsonReader {
    /** As deep as Jackson writes. Reading a plan takes two or three stack frames a level. */
    public static final int MAX_DEPTH = 500;

    /** With the limits of a request's depth and names; what bounds a string is the body's limit. */
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(100_000)
                    .build())
            .build();

    /** For what is read and not kept, or small. */
    public static final LongConsumer UNCOUNTED = bytes -> {};

    /** Bytes that values take in a heap of less than 32 GB, about. */
    private static final int STRING = 48;

    private static final int NUMBER = 24;
    private static final int LIST = 48;
    private static final int ELEMENT = 4;
    private static final int SMALL_OBJECT = 32;
    private static final int SMALL_FIELD = 8;
    private static final int FIELD = 96;

    private JsonReader() {}

    /** @throws PrismaError 400 if this is not one JSON value, or nests too deep */
    public static Object read(byte[] json, int offset, int length) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json, offset, length)) {
            return readOnly(parser);
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /** @throws PrismaError 400 if this is not one JSON value, or nests too deep */
    public static Object read(String json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            return readOnly(parser);
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /** The 400 of text that Jackson cannot read. */
    public static PrismaError malformed(JacksonException e) {
        return PrismaError.badRequest("Malformed JSON: " + JsonStreams.problem(e));
    }

    private static Object readOnly(JsonParser parser) {
        parser.nextToken();
        Object value = read(parser);
        if (parser.nextToken() != null) {
            throw PrismaError.badRequest("Malformed JSON: more than one value");
        }
        return value;
    }

    /** Reads the value that starts at the parser's current token and leaves the parser at its last token. */
    public static Object read(JsonParser parser) {
        return read(parser, UNCOUNTED);
    }

    /**
     * The same.
     *
     * @param kept takes the bytes of memory of each part of the value, as it is read
     */
    public static Object read(JsonParser parser, LongConsumer kept) {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw PrismaError.badRequest("Malformed JSON: it ends too early");
        }
        return switch (token) {
            case START_OBJECT -> readObject(parser, kept);
            case START_ARRAY -> readArray(parser, kept);
            case VALUE_STRING -> readString(parser, kept);
            case VALUE_NUMBER_INT -> readInteger(parser, kept);
            case VALUE_NUMBER_FLOAT -> readFloat(parser, kept);
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default -> throw PrismaError.badRequest("Malformed JSON: unexpected " + token);
        };
    }

    private static String readString(JsonParser parser, LongConsumer kept) {
        String text = parser.getString();
        kept.accept(STRING + text.length());
        return text;
    }

    private static Object readInteger(JsonParser parser, LongConsumer kept) {
        kept.accept(NUMBER);
        return switch (parser.getNumberType()) {
            case INT, LONG -> (Object) parser.getLongValue();
            default -> parser.getDoubleValue();
        };
    }

    private static Object readFloat(JsonParser parser, LongConsumer kept) {
        kept.accept(NUMBER);
        return JsNumber.normal(parser.getDoubleValue());
    }

    /** Reads the object that starts at the parser's current token; the rest is as for any value. */
    public static Map<String, Object> readObject(JsonParser parser, LongConsumer kept) {
        kept.accept(SMALL_OBJECT);
        Map<String, Object> object = new SmallObject();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (object.size() == SmallObject.MOST_FIELDS && object instanceof SmallObject) {
                object = new LinkedHashMap<>(object);
            }
            kept.accept(object instanceof SmallObject ? SMALL_FIELD : FIELD + name.length());
            object.put(name, read(parser, kept));
        }
        return object;
    }

    private static List<Object> readArray(JsonParser parser, LongConsumer kept) {
        kept.accept(LIST);
        ArrayList<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            kept.accept(ELEMENT);
            array.add(read(parser, kept));
        }
        array.trimToSize();
        return array;
    }

    /**
     * Reads the array that starts at the parser's current token.
     *
     * @param element makes something of the element at whose first token the parser is, and leaves it at the last one
     * @param kept takes the bytes of memory of the list itself
     */
    public static <T> List<T> readArray(JsonParser parser, Supplier<T> element, LongConsumer kept) {
        kept.accept(LIST);
        ArrayList<T> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            kept.accept(ELEMENT);
            array.add(element.get());
        }
        array.trimToSize();
        return array;
    }
}

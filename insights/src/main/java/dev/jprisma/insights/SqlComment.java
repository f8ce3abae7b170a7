package dev.jprisma.insights;

import java.io.StringWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Who has written a statement, by the tags of its comment.
 *
 * @see <a href="https://google.github.io/sqlcommenter/spec/">the form of the comment</a>
 * @param action the Prisma call, or a controller's action; null if there is none
 * @param arguments of a Prisma call, as JSON without any value of the user's; null if there are none
 * @param route of the request; null if unknown
 * @param trace the id of the trace that it belongs to; null if unknown
 */
record SqlComment(String action, String arguments, String route, String trace) {
    static final SqlComment NONE = new SqlComment(null, null, null, null);

    private static final Pattern TAG = Pattern.compile("([\\w%.-]+)='((?:[^'\\\\]|\\\\.)*)'");
    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int LONGEST_TAG = 200;
    private static final int LONGEST_ARGUMENTS = 2000;
    private static final JsonFactory JSON = new JsonFactory();

    /** Members whose values are Prisma's own and no data. */
    private static final Set<String> PLAIN =
            Set.of("take", "skip", "sort", "nulls", "mode", "distinct", "relationLoadStrategy");

    private static final Set<String> WORDS = Set.of("asc", "desc", "first", "last", "insensitive", "default");

    static SqlComment of(String comment) {
        Map<String, String> tags = new HashMap<>();
        Matcher tag = TAG.matcher(comment);
        while (tag.find()) {
            tags.put(decoded(tag.group(1)), decoded(tag.group(2)));
        }
        if (tags.isEmpty()) {
            return NONE;
        }
        Matcher trace = TRACE.matcher(tags.getOrDefault("traceparent", ""));
        String traceId = trace.matches() ? trace.group(1) : null;
        String route = shortened(tags.get("route"));
        String prisma = tags.get("prismaQuery");
        if (prisma == null) {
            String action = tags.get("controller") == null
                    ? tags.get("action")
                    : tags.get("controller") + (tags.get("action") == null ? "" : "#" + tags.get("action"));
            return new SqlComment(shortened(action), null, route, traceId);
        }
        int colon = prisma.indexOf(':');
        return new SqlComment(
                shortened(colon < 0 ? prisma : prisma.substring(0, colon)),
                colon < 0 ? null : arguments(prisma.substring(colon + 1)),
                route,
                traceId);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("\\'", "'").replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    private static String shortened(String text) {
        return text == null || text.length() <= LONGEST_TAG ? text : text.substring(0, LONGEST_TAG) + "...";
    }

    /** Prisma's plugin leaves values out already; another one may not. Null if they cannot be read. */
    private static String arguments(String encoded) {
        try {
            String json = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
            StringWriter redacted = new StringWriter();
            try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), json);
                    JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), redacted)) {
                in.nextToken();
                redact(in, out, "");
            }
            String text = redacted.toString();
            return text.length() > LONGEST_ARGUMENTS ? text.substring(0, LONGEST_ARGUMENTS) + "..." : text;
        } catch (IllegalArgumentException | JacksonException unreadable) {
            return null;
        }
    }

    private static void redact(JsonParser in, JsonGenerator out, String member) {
        switch (in.currentToken()) {
            case START_OBJECT -> {
                boolean placeholder = false;
                out.writeStartObject();
                while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = in.currentName();
                    in.nextToken();
                    out.writeName(name);
                    placeholder |= name.equals("$type");
                    if (placeholder && !in.currentToken().isStructStart()) {
                        out.writeString(name.equals("$type") ? in.getString() : "?");
                    } else {
                        redact(in, out, name);
                    }
                }
                out.writeEndObject();
            }
            case START_ARRAY -> {
                out.writeStartArray();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    redact(in, out, member);
                }
                out.writeEndArray();
            }
            case VALUE_TRUE -> out.writeBoolean(true);
            case VALUE_FALSE -> out.writeBoolean(false);
            case VALUE_NULL -> out.writeNull();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                if (PLAIN.contains(member)) {
                    out.writeNumber(in.getString());
                } else {
                    out.writeString("?");
                }
            }
            default -> out.writeString(WORDS.contains(in.getString()) || PLAIN.contains(member) ? in.getString() : "?");
        }
    }
}

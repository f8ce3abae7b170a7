package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.value.Values;
import java.util.List;
import java.util.Map;

/**
 * What a plan says if a rule does not hold; the texts are those that the client shows over TCP.
 *
 * @param context what the plan knows about it, the error's metadata
 */
record ValidationError(Identifier identifier, Map<String, Object> context) {
    enum Identifier {
        RELATION_VIOLATION("P2014"),
        RECORDS_NOT_CONNECTED("P2017"),
        INCOMPLETE_CONNECT_OUTPUT("P2018"),
        MISSING_RECORD("P2025"),
        MISSING_RELATED_RECORD("P2025"),
        INCOMPLETE_CONNECT_INPUT("P2025");

        private final String code;

        Identifier(String code) {
            this.code = code;
        }
    }

    private static final String NOT_FOUND =
            "An operation failed because it depends on one or more records that were required but not found. ";

    PrismaError about(Object value) {
        return new PrismaError(400, identifier.code, message(value), context);
    }

    private String message(Object value) {
        return switch (identifier) {
            case RELATION_VIOLATION ->
                "The change you are trying to make would violate the required relation '" + text("relation")
                        + "' between the `" + text("modelA") + "` and `" + text("modelB") + "` models.";
            case RECORDS_NOT_CONNECTED ->
                "The records for relation `" + text("relation") + "` between the `" + text("parent") + "` and `"
                        + text("child") + "` models are not connected.";
            case INCOMPLETE_CONNECT_OUTPUT ->
                "The required connected records were not found. Expected "
                        + text("expectedRows") + " records to be connected after connect operation on "
                        + text("relationType") + " relation '" + text("relation") + "', found " + count(value) + ".";
            case MISSING_RECORD -> NOT_FOUND + "No record was found for " + text("operation") + ".";
            case MISSING_RELATED_RECORD ->
                NOT_FOUND + "No '" + text("model") + "' record" + neededFor()
                        + " was found for " + text("operation") + " on " + text("relationType") + " relation '"
                        + text("relation") + "'.";
            case INCOMPLETE_CONNECT_INPUT ->
                NOT_FOUND + "Expected " + text("expectedRows") + " records to be connected, found only " + count(value)
                        + ".";
        };
    }

    private String text(String key) {
        return Values.text(context.get(key));
    }

    private String neededFor() {
        return context.get("neededFor") == null ? "" : " (needed to " + text("neededFor") + ")";
    }

    private static String count(Object value) {
        Object plain = Values.plain(value);
        return plain instanceof List<?> list ? String.valueOf(list.size()) : Values.text(plain);
    }
}

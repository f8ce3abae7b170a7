package dev.jprisma.gateway.prisma.error;

import dev.jprisma.postgres.wire.ServerError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prisma's kind of a server error.
 *
 * @param name as in {@code cause.kind}
 * @param code the client's code
 * @param message for the client; null if Prisma has none of its own
 * @param details further fields of {@code cause}
 */
record ServerErrorKind(String name, String code, String message, Map<String, Object> details) {
    private static final Pattern KEY = Pattern.compile("Key \\(([^)]+)\\)");
    private static final Pattern MISSING_COLUMN = Pattern.compile("column (.+) does not exist");
    private static final Pattern QUOTED = Pattern.compile("\"((?:\"\"|[^\"])*)\"");
    private static final String NOT_AVAILABLE = "(not available)";

    static ServerErrorKind of(ServerError error) {
        return switch (error.code()) {
            case "22001" -> lengthMismatch(error);
            case "22003" ->
                new ServerErrorKind(
                        "ValueOutOfRange",
                        "P2020",
                        "Value out of range for the type: " + error.message(),
                        details("cause", error.message()));
            case "22P02" ->
                new ServerErrorKind(
                        "InvalidInputValue",
                        "P2007",
                        "Invalid input value: " + error.message(),
                        details("message", error.message()));
            case "23505" -> uniqueConstraint(error);
            case "23502" -> nullConstraint(error);
            case "23503" -> foreignKey("ForeignKeyConstraintViolation", error);
            // ON DELETE or UPDATE RESTRICT, from PostgreSQL 18 on; before it was 23503.
            case "23001" -> foreignKey("RestrictViolation", error);
            case "3D000" -> database(error, "DatabaseDoesNotExist", "P1003", "does not exist on the database server");
            case "42P04" -> database(error, "DatabaseAlreadyExists", "P1009", "already exists on the database server");
            case "28000" -> accessDenied(error);
            case "28P01" -> authenticationFailed(error);
            case "40001", "40P01" ->
                new ServerErrorKind(
                        "TransactionWriteConflict",
                        "P2034",
                        "Transaction failed due to a write conflict or a deadlock. Please retry your transaction",
                        Map.of());
            case "42P01" -> tableDoesNotExist(error);
            case "42703" -> columnNotFound(error);
            case "53300" ->
                new ServerErrorKind(
                        "TooManyConnections",
                        "P2037",
                        "Too many database connections opened: " + error.message(),
                        details("cause", error.message()));
            default -> other(error);
        };
    }

    private static ServerErrorKind lengthMismatch(ServerError error) {
        String message = "The provided value for the column is too long for the column's type. Column: ";
        return new ServerErrorKind(
                "LengthMismatch", "P2000", message + available(error.column()), details("column", error.column()));
    }

    private static ServerErrorKind uniqueConstraint(ServerError error) {
        Map<String, Object> constraint = constraint(null, error.constraint());
        if (constraint == null) {
            constraint = keyFields(error);
        }
        Map<String, Object> details = details("constraint", constraint);
        if (error.table() != null) {
            details.put("table", error.table());
        }
        return new ServerErrorKind(
                "UniqueConstraintViolation", "P2002", "Unique constraint failed on the " + render(constraint), details);
    }

    private static ServerErrorKind nullConstraint(ServerError error) {
        Map<String, Object> constraint = keyFields(error);
        return new ServerErrorKind(
                "NullConstraintViolation",
                "P2011",
                "Null constraint violation on the " + render(constraint),
                details("constraint", constraint));
    }

    private static ServerErrorKind foreignKey(String kind, ServerError error) {
        Map<String, Object> constraint = constraint(error.column(), error.constraint());
        return new ServerErrorKind(
                kind,
                "P2003",
                "Foreign key constraint violated on the " + render(constraint),
                details("constraint", constraint));
    }

    private static ServerErrorKind database(ServerError error, String kind, String code, String what) {
        String database = firstQuoted(error.message());
        return new ServerErrorKind(
                kind, code, "Database `" + available(database) + "` " + what, details("db", database));
    }

    private static ServerErrorKind accessDenied(ServerError error) {
        int start = error.message().indexOf(", database \"");
        String database = start < 0 ? null : firstQuoted(error.message().substring(start));
        return new ServerErrorKind(
                "DatabaseAccessDenied",
                "P1010",
                "User was denied access on the database `" + available(database) + "`",
                details("db", database));
    }

    private static ServerErrorKind authenticationFailed(ServerError error) {
        String user = firstQuoted(error.message());
        return new ServerErrorKind(
                "AuthenticationFailed",
                "P1000",
                "Authentication failed against the database server, the provided database credentials for `"
                        + available(user) + "` are not valid",
                details("user", user));
    }

    private static ServerErrorKind tableDoesNotExist(ServerError error) {
        String table = firstQuoted(error.message());
        return new ServerErrorKind(
                "TableDoesNotExist",
                "P2021",
                "The table `" + available(table) + "` does not exist in the current database.",
                details("table", table));
    }

    private static ServerErrorKind columnNotFound(ServerError error) {
        Matcher matcher = MISSING_COLUMN.matcher(error.message());
        String column = matcher.matches() ? unquote(matcher.group(1)) : null;
        return new ServerErrorKind(
                "ColumnNotFound",
                "P2022",
                "The column `" + available(column) + "` does not exist in the current database.",
                details("column", column));
    }

    private static ServerErrorKind other(ServerError error) {
        Map<String, Object> details = details("code", error.code());
        details.put("severity", error.severity());
        details.put("message", error.message());
        putIfPresent(details, "detail", error.detail());
        putIfPresent(details, "column", error.column());
        putIfPresent(details, "hint", error.hint());
        return new ServerErrorKind("postgres", "P2039", null, details);
    }

    private static Map<String, Object> details(String name, Object value) {
        Map<String, Object> details = new LinkedHashMap<>();
        putIfPresent(details, name, value);
        return details;
    }

    private static void putIfPresent(Map<String, Object> details, String name, Object value) {
        if (value != null) {
            details.put(name, value);
        }
    }

    private static Map<String, Object> constraint(String column, String name) {
        if (column != null) {
            return Map.of("fields", List.of(column));
        }
        return name == null ? null : Map.of("index", name);
    }

    private static Map<String, Object> keyFields(ServerError error) {
        Matcher matcher = KEY.matcher(error.detail() == null ? "" : error.detail());
        return matcher.find() ? Map.of("fields", List.of(matcher.group(1).split(", "))) : null;
    }

    private static String render(Map<String, Object> constraint) {
        if (constraint == null) {
            return NOT_AVAILABLE;
        }
        return constraint.get("fields") instanceof List<?> fields
                ? "fields: ("
                        + String.join(
                                ", ",
                                fields.stream().map(field -> "`" + field + "`").toList()) + ")"
                : "constraint: `" + constraint.get("index") + "`";
    }

    private static String available(String name) {
        return name == null ? NOT_AVAILABLE : name;
    }

    private static String firstQuoted(String message) {
        Matcher matcher = QUOTED.matcher(message);
        return matcher.find() ? matcher.group(1).replace("\"\"", "\"") : null;
    }

    private static String unquote(String name) {
        return QUOTED.matcher(name)
                .replaceAll(quoted -> Matcher.quoteReplacement(quoted.group(1).replace("\"\"", "\"")));
    }
}

package dev.jprisma.gateway.prisma.error;

import dev.jprisma.postgres.wire.CannotConnectException;
import dev.jprisma.postgres.wire.ConnectionLostException;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ServerError;
import dev.jprisma.postgres.wire.ServerErrorException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes wrong at the database, in the codes, texts and metadata that the client shows over TCP. */
public final class DatabaseErrors {
    private DatabaseErrors() {}

    /** @param raw true if the user wrote the SQL: then every error is P2010 */
    public static PrismaError of(PostgresException e, boolean raw) {
        PrismaError error = error(e, raw);
        error.initCause(e);
        return error;
    }

    private static PrismaError error(PostgresException e, boolean raw) {
        if (e instanceof ServerErrorException server && !isConnectionEnd(server.error())) {
            return error(ServerErrorKind.of(server.error()), server.error(), raw);
        }
        if (e instanceof CannotConnectException) {
            ServerErrorKind unreachable = new ServerErrorKind(
                    "DatabaseNotReachable", "P1001", "Can't reach database server: " + e.getMessage(), Map.of());
            return error(unreachable, null, false);
        }
        if (e instanceof ConnectionLostException || e instanceof ServerErrorException) {
            ServerErrorKind closed =
                    new ServerErrorKind("ConnectionClosed", "P1017", "Server has closed the connection.", Map.of());
            return error(closed, null, false);
        }
        ServerErrorKind other = new ServerErrorKind("postgres", "P2039", null, Map.of("message", e.getMessage()));
        return unmapped(other, "N/A", e.getMessage(), raw);
    }

    /** The same outside of any statement of the user's. */
    public static PrismaError of(PostgresException e) {
        return of(e, false);
    }

    /** Shutdown, crash of another process, or a terminated backend; not a refused log-in. */
    private static boolean isConnectionEnd(ServerError error) {
        return error.endsTheConnection() && error.code().startsWith("57P0");
    }

    /** A result with a column that Prisma has no name for. */
    public static PrismaError unsupportedType(UnsupportedTypeException e, boolean raw) {
        String message = "Failed to deserialize column of type '" + e.getMessage() + "'. If you're using $queryRaw and"
                + " this column is explicitly marked as `Unsupported` in your Prisma schema, try casting this column"
                + " to any supported Prisma type such as `String`.";
        ServerErrorKind kind =
                new ServerErrorKind("UnsupportedNativeDataType", "P2010", message, Map.of("type", e.getMessage()));
        return raw ? unmapped(kind, "N/A", message, true) : error(kind, null, false);
    }

    private static PrismaError error(ServerErrorKind kind, ServerError error, boolean raw) {
        if (raw || kind.message() == null) {
            return unmapped(kind, error.code(), error.message(), raw, error);
        }
        Map<String, Object> meta = meta(kind, error);
        if (kind.name().equals("UniqueConstraintViolation") && kind.details().get("table") != null) {
            meta.put("table", kind.details().get("table"));
        }
        return new PrismaError(400, kind.code(), kind.message(), meta);
    }

    private static PrismaError unmapped(ServerErrorKind kind, String code, String message, boolean raw) {
        return unmapped(kind, code, message, raw, null);
    }

    private static PrismaError unmapped(
            ServerErrorKind kind, String code, String message, boolean raw, ServerError error) {
        return new PrismaError(
                400,
                raw ? "P2010" : "P2039",
                (raw ? "Raw query failed" : "Database error") + ". Code: `" + code + "`. Message: `" + message + "`",
                meta(kind, error));
    }

    private static Map<String, Object> meta(ServerErrorKind kind, ServerError error) {
        Map<String, Object> cause = new LinkedHashMap<>();
        if (error != null) {
            cause.put("originalCode", error.code());
            cause.put("originalMessage", error.message());
        }
        cause.put("kind", kind.name());
        cause.putAll(kind.details());
        Map<String, Object> adapterError = new LinkedHashMap<>();
        adapterError.put("name", "DriverAdapterError");
        adapterError.put("cause", cause);
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("driverAdapterError", adapterError);
        return meta;
    }
}

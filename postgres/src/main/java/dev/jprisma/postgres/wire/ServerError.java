package dev.jprisma.postgres.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An error or notice of the server: every field of the protocol ("Error and Notice Message Fields"), as the text it was
 * sent as; null where the server sent none.
 *
 * @param severity {@code ERROR}, {@code FATAL}, {@code PANIC}, {@code WARNING}, {@code NOTICE}, ...; never translated
 * @param code SQLSTATE
 * @param position character of the statement, from 1
 * @param where call stack of functions
 */
public record ServerError(
        String severity,
        String code,
        String message,
        String detail,
        String hint,
        String position,
        String internalPosition,
        String internalQuery,
        String where,
        String schema,
        String table,
        String column,
        String dataType,
        String constraint,
        String file,
        String line,
        String routine) {

    /** An error of which no more is known. */
    public static ServerError of(String severity, String code, String message) {
        return new ServerError(
                severity, code, message, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null);
    }

    /** The same with advice on what to do. */
    public ServerError withHint(String newHint) {
        return new ServerError(
                severity,
                code,
                message,
                detail,
                newHint,
                position,
                internalPosition,
                internalQuery,
                where,
                schema,
                table,
                column,
                dataType,
                constraint,
                file,
                line,
                routine);
    }

    /**
     * As a server says it: an ErrorResponse ("Message Formats"), byte {@code E}, length, then fields of a letter and a
     * zero-ended text.
     */
    public byte[] toMessage() {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        write(fields, 'S', severity);
        write(fields, 'V', severity);
        write(fields, 'C', code);
        write(fields, 'M', message);
        write(fields, 'D', detail);
        write(fields, 'H', hint);
        write(fields, 'P', position);
        write(fields, 'p', internalPosition);
        write(fields, 'q', internalQuery);
        write(fields, 'W', where);
        write(fields, 's', schema);
        write(fields, 't', table);
        write(fields, 'c', column);
        write(fields, 'd', dataType);
        write(fields, 'n', constraint);
        write(fields, 'F', file);
        write(fields, 'L', line);
        write(fields, 'R', routine);
        fields.write(0);
        return ByteBuffer.allocate(1 + Integer.BYTES + fields.size())
                .put((byte) 'E')
                .putInt(Integer.BYTES + fields.size())
                .put(fields.toByteArray())
                .array();
    }

    private static void write(ByteArrayOutputStream fields, char key, String value) {
        if (value != null) {
            fields.write(key);
            fields.writeBytes(value.getBytes(StandardCharsets.UTF_8));
            fields.write(0);
        }
    }

    /** True if the server closes the connection after it. */
    public boolean endsTheConnection() {
        return "FATAL".equals(severity) || "PANIC".equals(severity);
    }

    /** True if somebody, or a time limit, ended the statement. */
    boolean isCancellation() {
        return "57014".equals(code);
    }

    @Override
    public String toString() {
        return severity + " " + code + ": " + message;
    }

    static ServerError read(MessageReader in) {
        String[] fields = new String[128];
        for (int key = in.readByte(); key != 0; key = in.readByte()) {
            String value = in.readString();
            if (key > 0) {
                fields[key] = value;
            }
        }
        return new ServerError(
                fields['V'] == null ? fields['S'] : fields['V'],
                fields['C'],
                fields['M'],
                fields['D'],
                fields['H'],
                fields['P'],
                fields['p'],
                fields['q'],
                fields['W'],
                fields['s'],
                fields['t'],
                fields['c'],
                fields['d'],
                fields['n'],
                fields['F'],
                fields['L'],
                fields['R']);
    }
}

package dev.jprisma.postgres.wire;

import java.util.List;

/** Writes the messages of the extended protocol. Statements and portals without a name are replaced by the next. */
final class ExtendedMessages {

    static final byte[] UNNAMED = {};

    private final MessageWriter out;

    ExtendedMessages(MessageWriter out) {
        this.out = out;
    }

    void parse(byte[] name, Statement statement) {
        byte[] sql = Utf8.encode(statement.sql());
        List<Parameter> typed = statement.isTyped() ? statement.parameters() : List.of();
        out.begin('P', name.length + 1L + sql.length + 1 + 2 + 4L * typed.size());
        out.writeBytes(name).writeByte(0).writeBytes(sql).writeByte(0).writeShort(typed.size());
        for (Parameter parameter : typed) {
            out.writeInt(parameter.typeOid());
        }
    }

    void bind(byte[] portal, byte[] statement, List<Parameter> parameters) {
        long length = portal.length + 1L + statement.length + 1 + 2 + 2 + 2;
        for (Parameter parameter : parameters) {
            length += 2 + 4 + Math.max(0, parameter.length());
        }
        out.begin('B', length)
                .writeBytes(portal)
                .writeByte(0)
                .writeBytes(statement)
                .writeByte(0);
        out.writeShort(parameters.size());
        for (Parameter parameter : parameters) {
            out.writeShort(parameter.isBinary() ? 1 : 0);
        }
        out.writeShort(parameters.size());
        for (Parameter parameter : parameters) {
            out.writeInt(parameter.length());
            parameter.writeTo(out);
        }
        out.writeShort(0); // every result column as text
    }

    void describe(byte[] portal) {
        out.begin('D').writeByte('P').writeBytes(portal).writeByte(0).end();
    }

    void execute(byte[] portal) {
        execute(portal, 0);
    }

    /** @param mostRows that are sent; 0 for all */
    void execute(byte[] portal, int mostRows) {
        out.begin('E').writeBytes(portal).writeByte(0).writeInt(mostRows).end();
    }

    void close(byte[] statement) {
        out.begin('C').writeByte('S').writeBytes(statement).writeByte(0).end();
    }

    void sync() {
        out.message('S');
    }
}

package dev.jprisma.gateway.prisma.result;

import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.value.JsonReader;
import dev.jprisma.gateway.prisma.value.ValueWriter;
import dev.jprisma.gateway.prisma.value.Values;
import java.util.List;
import java.util.Map;
import tools.jackson.core.io.SerializedString;

/** The shape a client wants its data in. */
public sealed interface Structure {

    void write(Object data, ValueWriter out);

    /** {@code {count}} of a number of affected rows. */
    record AffectedRows() implements Structure {
        @Override
        public void write(Object data, ValueWriter out) {
            if (!(data instanceof Number count)) {
                throw PrismaError.inconsistentData("Expected an affected rows count, got: " + Values.type(data));
            }
            out.json().writeStartObject();
            out.json().writeName("count");
            out.number(count);
            out.json().writeEndObject();
        }
    }

    /** One value; as a field of an object, that of the column. */
    record Field(String column, FieldType type) implements Structure {
        @Override
        public void write(Object data, ValueWriter out) {
            type.writeOne(data, "<result>", out);
        }
    }

    record Member(SerializedString name, Structure structure) {
        /** The field of a record that it is in; null for the record itself. */
        private String holder() {
            return structure instanceof Field field
                    ? field.column()
                    : structure instanceof Entity entity ? entity.serializedName : null;
        }
    }

    /** A record, or each record of a list. */
    final class Entity implements Structure {
        private final String serializedName;
        private final List<Member> members;
        private final boolean skipNulls;
        /** In the rows that were written last. */
        private volatile Positions positions;

        /**
         * @param serializedName the field of the enclosing record that holds it, null for that record itself
         * @param skipNulls whether to leave out list elements that are null
         */
        public Entity(String serializedName, List<Member> members, boolean skipNulls) {
            this.serializedName = serializedName;
            this.members = List.copyOf(members);
            this.skipNulls = skipNulls;
        }

        List<Member> members() {
            return members;
        }

        /** Where each member is in rows of those columns; -1 where it is not, or is the row itself. */
        private record Positions(Columns columns, int[] members) {
            static Positions of(Columns columns, List<Member> members) {
                return new Positions(
                        columns,
                        members.stream()
                                .mapToInt(member -> member.holder() == null ? -1 : columns.position(member.holder()))
                                .toArray());
            }
        }

        @Override
        public void write(Object data, ValueWriter out) {
            Object plain = Values.plain(data);
            if (plain == null) {
                out.json().writeNull();
            } else if (plain instanceof List<?> list) {
                writeList(list, out);
            } else if (plain instanceof String json) {
                write(parse(json), out);
            } else if (plain instanceof Map<?, ?>) {
                writeRecord(Values.fields(plain), out);
            } else {
                throw PrismaError.inconsistentData("Expected an array or an object, got: " + Values.type(plain));
            }
        }

        private static Object parse(String json) {
            try {
                return JsonReader.read(json);
            } catch (PrismaError e) {
                throw PrismaError.inconsistentData("Expected an array or object, got a string that is not valid JSON");
            }
        }

        private void writeList(List<?> list, ValueWriter out) {
            out.json().writeStartArray();
            for (Object element : list) {
                if (element == null && skipNulls) {
                    continue;
                }
                if (!(element instanceof Map<?, ?>)) {
                    throw PrismaError.inconsistentData("Expected an object, but got '" + Values.type(element) + "'");
                }
                writeRecord(Values.fields(element), out);
            }
            out.json().writeEndArray();
        }

        private void writeRecord(Map<String, Object> data, ValueWriter out) {
            int[] places = data instanceof RowRecord row ? positions(row.columns()) : null;
            out.json().writeStartObject();
            for (int i = 0; i < members.size(); i++) {
                Member member = members.get(i);
                out.json().writeName(member.name());
                if (member.structure() instanceof Field field) {
                    Object value = places == null || places[i] < 0
                            ? fetch(data, field.column(), "Value")
                            : ((RowRecord) data).value(places[i]);
                    field.type().write(value, field.column(), out);
                } else if (member.structure() instanceof Entity entity) {
                    String holder = member.holder();
                    entity.write(holder == null ? data : fetch(data, holder, "Object"), out);
                } else {
                    throw PrismaError.inconsistentData(
                            "Unexpected 'AffectedRows' node in data mapping for field '" + member.name() + "'");
                }
            }
            out.json().writeEndObject();
        }

        private int[] positions(Columns columns) {
            Positions last = positions;
            if (last == null || last.columns() != columns) {
                last = Positions.of(columns, members);
                positions = last;
            }
            return last.members();
        }

        private static Object fetch(Map<String, Object> data, String name, String kind) {
            Object value = data.get(name);
            if (value == null && !data.containsKey(name)) {
                throw missing(name, kind);
            }
            return value;
        }

        static PrismaError missing(String name, String kind) {
            return PrismaError.inconsistentData("Missing data field (" + kind + "): '" + name + "'");
        }
    }

    /** Whether a row's own columns are all it takes: no record within a column. */
    default boolean isFlat() {
        if (!(this instanceof Entity entity)) {
            return this instanceof Field;
        }
        for (Member member : entity.members()) {
            boolean apart = member.structure() instanceof Entity && member.holder() != null;
            if (apart || !member.structure().isFlat()) {
                return false;
            }
        }
        return true;
    }
}

package dev.jprisma.gateway.prisma.result;

import dev.jprisma.gateway.http.JsonStreams;
import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.value.CompactJson;
import dev.jprisma.gateway.prisma.value.DateTimes;
import dev.jprisma.gateway.prisma.value.DecimalText;
import dev.jprisma.gateway.prisma.value.ValueWriter;
import dev.jprisma.postgres.wire.Row;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.io.SerializedString;

/** A flat structure with its columns found: writes a row from the server's bytes. */
final class RowMapping {
    private final List<Step> steps;

    private RowMapping(List<Step> steps) {
        this.steps = steps;
    }

    private sealed interface Step {
        SerializedString name();
    }

    private record Inner(SerializedString name, RowMapping mapping) implements Step {}

    private record Cell(SerializedString name, int position, FieldType field, ColumnType column, String columnName)
            implements Step {}

    /** @throws PrismaError if the result lacks a column */
    static RowMapping of(Structure.Entity entity, Columns columns) {
        List<Step> steps = new ArrayList<>();
        for (Structure.Member member : entity.members()) {
            if (member.structure() instanceof Structure.Entity inner) {
                steps.add(new Inner(member.name(), of(inner, columns)));
            } else if (member.structure() instanceof Structure.Field field) {
                int position = columns.position(field.column());
                if (position < 0) {
                    throw Structure.Entity.missing(field.column(), "Value");
                }
                steps.add(new Cell(member.name(), position, field.type(), columns.type(position), field.column()));
            }
        }
        return new RowMapping(steps);
    }

    void write(Row row, ValueWriter out) {
        out.json().writeStartObject();
        for (Step step : steps) {
            out.json().writeName(step.name());
            if (step instanceof Cell cell) {
                write(cell, row, out);
            } else {
                ((Inner) step).mapping().write(row, out);
            }
        }
        out.json().writeEndObject();
    }

    private static void write(Cell cell, Row row, ValueWriter out) {
        int length = row.length(cell.position());
        if (length < 0) {
            cell.field().write(null, cell.columnName(), out);
        } else if (cell.field().list() || !writeBytes(cell, row, length, out)) {
            Object value = cell.column().decode(row.text(cell.position()));
            cell.field().write(value, cell.columnName(), out);
        }
    }

    /** Writes the server's bytes as they are where that is the answer; false if it is not. */
    private static boolean writeBytes(Cell cell, Row row, int length, ValueWriter out) {
        if (cell.column().array()) {
            return false;
        }
        ScalarType scalar = cell.column().scalar();
        byte[] buffer = row.buffer();
        int offset = row.offset(cell.position());
        switch (cell.field().kind()) {
            case STRING -> {
                if (!scalar.isPlainText()) {
                    return false;
                }
                out.json().writeUTF8String(buffer, offset, length);
            }
            case INT -> {
                if (scalar != ScalarType.INT) {
                    return false;
                }
                out.json().writeNumber(JsonStreams.integer(row, cell.position()));
            }
            case BIGINT -> {
                if (scalar != ScalarType.INT && scalar != ScalarType.BIGINT) {
                    return false;
                }
                out.taggedAscii(FieldType.BIG_INT, buffer, offset, length);
            }
            case BOOLEAN -> {
                if (scalar != ScalarType.BOOL) {
                    return false;
                }
                out.json().writeBoolean(JsonStreams.flag(row, cell.position()));
            }
            case DATETIME -> {
                byte[] iso = scalar.isDay() ? DateTimes.isoText(buffer, offset, length) : null;
                if (iso == null) {
                    return false;
                }
                out.taggedAscii(FieldType.DATE_TIME, iso, 0, iso.length);
            }
            case FLOAT -> {
                boolean isFloat = scalar == ScalarType.FLOAT || scalar == ScalarType.DOUBLE;
                return isFloat && JsonStreams.writeNumber(row, cell.position(), out.json());
            }
            case DECIMAL -> {
                int plain = scalar == ScalarType.DECIMAL ? DecimalText.plainLength(buffer, offset, length) : -1;
                if (plain < 0) {
                    return false;
                }
                out.taggedAscii(ValueWriter.DECIMAL, buffer, offset, plain);
            }
            case JSON -> {
                if (scalar != ScalarType.JSON) {
                    return false;
                }
                byte[] compact = CompactJson.of(buffer, offset, length);
                out.taggedUtf8(FieldType.JSON, compact, 0, compact.length);
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}

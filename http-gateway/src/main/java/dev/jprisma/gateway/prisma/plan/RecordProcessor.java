package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.value.JsonReader;
import dev.jprisma.gateway.prisma.value.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Applies record operations to the values of one request. */
final class RecordProcessor {
    private final Evaluation evaluation;
    private final VariableScope scope;

    RecordProcessor(Evaluation evaluation, VariableScope scope) {
        this.evaluation = evaluation;
        this.scope = scope;
    }

    /** Lists, single records, null, and the JSON text of these. */
    Object process(Object value, RecordOperations operations) {
        Object plain = Values.plain(value);
        if (plain instanceof String json) {
            return process(JsonReader.read(json), operations);
        }
        if (plain == null) {
            return null;
        }
        return plain instanceof List<?>
                ? processList(Values.list(plain), operations)
                : processOne(Values.fields(plain), operations);
    }

    private Object processOne(Map<String, Object> fields, RecordOperations operations) {
        if (operations.pagination() != null
                && page(Collections.singletonList(fields), operations.pagination())
                        .isEmpty()) {
            return null;
        }
        return processNested(fields, operations);
    }

    private Map<String, Object> processNested(Map<String, Object> fields, RecordOperations operations) {
        operations.nested().forEach((name, nested) -> fields.put(name, process(fields.get(name), nested)));
        return fields;
    }

    private List<Object> processList(List<Object> list, RecordOperations operations) {
        List<Object> records = list;
        if (operations.distinct() != null) {
            records = distinct(records, operations);
        }
        if (operations.pagination() != null) {
            records = paginate(records, operations);
        }
        if (operations.reverse()) {
            records = new ArrayList<>(records);
            Collections.reverse(records);
        }
        if (!operations.nested().isEmpty()) {
            records.forEach(value -> processNested(Values.fields(value), operations));
        }
        return records;
    }

    private static List<Object> distinct(List<Object> records, RecordOperations operations) {
        List<String> fields = new ArrayList<>(operations.distinct());
        if (operations.linkingFields() != null) {
            fields.addAll(operations.linkingFields());
        }
        Set<Object> seen = new HashSet<>();
        List<Object> first = new ArrayList<>();
        for (Object value : records) {
            if (seen.add(RecordKey.of(Values.fields(value), fields))) {
                first.add(value);
            }
        }
        return first;
    }

    private List<Object> paginate(List<Object> records, RecordOperations operations) {
        if (operations.linkingFields() == null) {
            return page(records, operations.pagination());
        }
        Map<String, List<Object>> groups = new TreeMap<>();
        for (Object value : records) {
            String parent = RecordKey.json(Values.fields(value), operations.linkingFields());
            groups.computeIfAbsent(parent, key -> new ArrayList<>()).add(value);
        }
        List<Object> pages = new ArrayList<>();
        groups.values().forEach(group -> pages.addAll(page(group, operations.pagination())));
        return pages;
    }

    private List<Object> page(List<Object> records, RecordOperations.Pagination pagination) {
        int first = pagination.cursor() == null ? 0 : find(records, cursor(pagination.cursor()));
        if (first < 0) {
            return List.of();
        }
        long size = records.size();
        long start = first + (pagination.skip() == null ? 0 : pagination.skip());
        long end = pagination.take() == null ? size : Math.min(size, start + pagination.take());
        return start < 0 || start >= end ? List.of() : new ArrayList<>(records.subList((int) start, (int) end));
    }

    private Map<String, Object> cursor(Map<String, Argument> arguments) {
        Map<String, Object> values = new LinkedHashMap<>();
        arguments.forEach((name, argument) -> values.put(name, argument.evaluate(evaluation, scope)));
        return values;
    }

    private static int find(List<Object> records, Map<String, Object> cursor) {
        for (int i = 0; i < records.size(); i++) {
            if (CursorMatch.matches(Values.fields(records.get(i)), cursor)) {
                return i;
            }
        }
        return -1;
    }
}

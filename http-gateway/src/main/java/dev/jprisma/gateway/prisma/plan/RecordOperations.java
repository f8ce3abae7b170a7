package dev.jprisma.gateway.prisma.plan;

import java.util.List;
import java.util.Map;

/**
 * What to do to a list of records, in this order: distinct, pagination, reverse, then the nested lists.
 *
 * @param pagination null if there is none
 * @param distinct fields that make a record unique, or null
 * @param linkingFields fields that name the parent of a record; distinct and pagination then work for each; or null
 * @param nested operations on the list in a field of each record
 */
record RecordOperations(
        Pagination pagination,
        List<String> distinct,
        List<String> linkingFields,
        boolean reverse,
        Map<String, RecordOperations> nested) {

    /**
     * Part of a list.
     *
     * @param cursor fields of the record to start at, or null
     * @param skip records to leave out
     * @param take records to keep, null for all
     */
    record Pagination(Map<String, Argument> cursor, Long skip, Long take) {}
}

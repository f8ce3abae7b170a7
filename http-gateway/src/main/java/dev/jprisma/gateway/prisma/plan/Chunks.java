package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.value.Values;
import java.util.ArrayList;
import java.util.List;

/** Splits the largest list among a template's arguments so that each statement stays within the bind limit. */
final class Chunks {
    private final List<Fragment> fragments;
    private final List<Object> values;
    private final int[] sizes;
    private int total;

    Chunks(List<Fragment> fragments, List<Object> values) {
        this.fragments = fragments.stream()
                .filter(fragment -> !(fragment instanceof Fragment.Text))
                .toList();
        this.values = values;
        this.sizes = new int[this.fragments.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = size(this.fragments.get(i), SqlTemplate.argument(values, i));
            total += sizes[i];
        }
    }

    private static int size(Fragment fragment, Object value) {
        if (fragment instanceof Fragment.Tuple) {
            return Values.list(value).size();
        }
        if (fragment instanceof Fragment.TupleList) {
            return SqlTemplate.tuples(value).stream().mapToInt(List::size).sum();
        }
        return 1;
    }

    /** The arguments of each statement; just one if nothing can or need be split. */
    List<List<Object>> split() {
        int largest = largest();
        int available = largest < 0 ? 0 : SqlTemplate.MAX_BIND_VALUES - (total - sizes[largest]);
        if (total <= SqlTemplate.MAX_BIND_VALUES || available <= 0 || fragments.get(largest) instanceof Fragment.One) {
            return List.of(values);
        }
        List<List<Object>> statements = new ArrayList<>();
        for (List<Object> part : parts(largest, available)) {
            List<Object> chunk = new ArrayList<>(values);
            chunk.set(largest, part);
            statements.add(chunk);
        }
        return statements;
    }

    private int largest() {
        int largest = -1;
        for (int i = 0; i < sizes.length; i++) {
            if (largest < 0 || sizes[i] > sizes[largest]) {
                largest = i;
            }
        }
        return largest;
    }

    private List<List<Object>> parts(int index, int available) {
        boolean groups = fragments.get(index) instanceof Fragment.TupleList;
        List<List<Object>> parts = new ArrayList<>();
        List<Object> part = new ArrayList<>();
        int used = 0;
        for (Object item : Values.list(values.get(index))) {
            int size = groups ? Values.list(item).size() : 1;
            if (!part.isEmpty() && used + size > available) {
                parts.add(part);
                part = new ArrayList<>();
                used = 0;
            }
            part.add(item);
            used += size;
        }
        parts.add(part);
        return parts;
    }
}

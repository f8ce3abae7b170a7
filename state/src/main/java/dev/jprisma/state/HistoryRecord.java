package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The history of an instance's data: a value, which only the daemon writes. It belongs to the data in which there is
 * the replication slot that keeps its WAL, wherever that data is: data that was put aside and is brought back has its
 * history again, and other data has another.
 *
 * @param schemaVersion of the file
 * @param id names the slot
 * @param bases the oldest first
 */
public record HistoryRecord(int schemaVersion, String id, List<HistoryBase> bases) {
    /** The schema this version writes; it reads this and older ones. */
    public static final int SCHEMA_VERSION = 1;

    private static final String SLOT_PREFIX = "jprisma_history_";

    public HistoryRecord {
        requireNonNull(id, "id");
        bases = bases == null ? List.of() : List.copyOf(bases);
    }

    /** One that has yet to begin. */
    public static HistoryRecord of(String id) {
        return new HistoryRecord(SCHEMA_VERSION, id, List.of());
    }

    /** For a history or a base of one: 8 hexadecimal digits. */
    public static String newId() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    static boolean isId(String text) {
        return text.matches("[0-9a-f]{8}");
    }

    /** The slot of the history of that id. */
    public static String slotOf(String id) {
        return SLOT_PREFIX + id;
    }

    /** The id of the history whose slot has that name; empty if it is another slot. */
    static Optional<String> idOfSlot(String slot) {
        return Optional.of(slot)
                .filter(name -> name.startsWith(SLOT_PREFIX))
                .map(name -> name.substring(SLOT_PREFIX.length()))
                .filter(HistoryRecord::isId);
    }

    /** The first moment that the data can be brought back to; empty if there is none yet. */
    public Optional<Instant> from() {
        return bases.stream().findFirst().map(HistoryBase::from);
    }

    /** The base from which the way to that moment is the shortest; empty if it is before all. */
    public Optional<HistoryBase> baseFor(Instant at) {
        return bases.stream().filter(base -> !base.from().isAfter(at)).reduce((earlier, later) -> later);
    }

    /** How much the bases take on the disk; a file system that shares blocks has less of it. */
    public long bytes() {
        return bases.stream().mapToLong(HistoryBase::bytes).sum();
    }

    /** With one more, which is later than all. */
    public HistoryRecord with(HistoryBase base) {
        return withBases(Stream.concat(bases.stream(), Stream.of(base)).toList());
    }

    /** With those instead. */
    public HistoryRecord withBases(List<HistoryBase> others) {
        return new HistoryRecord(SCHEMA_VERSION, id, others);
    }
}

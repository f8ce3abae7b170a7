package dev.jprisma.state.control;

import dev.jprisma.state.InstanceView;
import dev.jprisma.state.SnapshotView;
import java.util.List;

/**
 * An instance has another version.
 *
 * @param before the version that it had
 * @param databases that were copied and compared
 * @param tables of these, sequences included
 * @param leftOut settings that the new version does not take, each with why
 * @param kept its data before
 */
public record UpgradedInstance(
        InstanceView instance, String before, int databases, int tables, List<String> leftOut, SnapshotView kept) {}

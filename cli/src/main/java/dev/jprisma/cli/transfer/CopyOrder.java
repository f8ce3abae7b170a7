package dev.jprisma.cli.transfer;

import java.util.List;

/**
 * Copy a database.
 *
 * @param schemas those that are copied; empty for all
 * @param isTargetLocal whether the target's server is ours
 * @param dataOnly whether rows alone are copied, into tables that are there and have none
 * @param withOwners whether owners and rights are copied as far as the target lets us
 * @param clean whether the target is emptied first, in the same transaction
 */
public record CopyOrder(
        Database source,
        Database target,
        List<String> schemas,
        boolean isTargetLocal,
        boolean dataOnly,
        boolean withOwners,
        boolean clean) {}

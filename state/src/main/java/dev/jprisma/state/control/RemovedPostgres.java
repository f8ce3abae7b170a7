package dev.jprisma.state.control;

import java.util.List;

/** @param versions that were deleted */
public record RemovedPostgres(List<String> versions) {}

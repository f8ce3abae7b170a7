package dev.jprisma.state.control;

import dev.jprisma.state.HistoryView;

/** @param history as it is now; null if none is kept */
public record KeptHistory(HistoryView history) {}

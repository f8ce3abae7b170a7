package dev.jprisma.state.control;

/** The parameters of a request that has none, and the answer that says no more than that it is done. */
public record Nothing() {}

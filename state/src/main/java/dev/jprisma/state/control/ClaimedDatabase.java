package dev.jprisma.state.control;

import dev.jprisma.state.InstanceView;

/** A database that stays. */
public record ClaimedDatabase(InstanceView instance) {}

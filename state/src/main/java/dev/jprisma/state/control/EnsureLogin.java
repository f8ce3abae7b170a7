package dev.jprisma.state.control;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.LoginKind;

/**
 * Make the role of that kind in an instance, unless it is there and as it should be.
 *
 * @param kind one of those of which an instance has one
 */
public record EnsureLogin(InstanceName name, LoginKind kind) {}

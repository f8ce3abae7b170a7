package dev.jprisma.state.control;

import dev.jprisma.state.InstanceName;

/**
 * All that is known of a statement.
 *
 * @param id as the report has it
 */
public record ReadStatement(InstanceName name, String id) {}

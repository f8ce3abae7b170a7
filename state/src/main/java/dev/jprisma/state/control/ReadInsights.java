package dev.jprisma.state.control;

import dev.jprisma.state.InstanceName;

/**
 * What is slow on an instance.
 *
 * @param record whether its server is to write down what it executes from now on, as long as this connection lasts
 */
public record ReadInsights(InstanceName name, boolean record) {}

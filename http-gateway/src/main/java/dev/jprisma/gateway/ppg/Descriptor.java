package dev.jprisma.gateway.ppg;

import java.util.List;

/**
 * What a client wants to be executed.
 *
 * @param exec whether it wants the number of rows affected, rather than the rows
 */
record Descriptor(String sql, boolean exec, List<DescribedParameter> parameters) {

    /** How many values come outside of it. */
    long extendedCount() {
        return parameters.stream().filter(DescribedParameter::isExtended).count();
    }
}

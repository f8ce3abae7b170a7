package dev.jprisma.console.page;

import dev.jprisma.state.InstanceView;

/**
 * An instance in the list of all, without its secrets.
 *
 * @param error why it does not run as it should; null if it does
 */
record ListedInstance(
        String name,
        String status,
        String error,
        Integer port,
        Integer databasePort,
        Integer shadowDatabasePort,
        String version,
        String upstream) {
    static ListedInstance of(InstanceView view) {
        return new ListedInstance(
                view.name(),
                view.status().toString(),
                view.error(),
                view.port(),
                view.databasePort(),
                view.shadowDatabasePort(),
                view.version(),
                view.upstream());
    }
}

package dev.jprisma.console.page;

import dev.jprisma.state.InstanceView;

/**
 * An instance in the list of all, without its secrets.
 *
 * @param error why it does not run as it should; null if it does
 * @param vitals null if they are not known yet
 */
record ListedInstance(
        String name,
        String status,
        String error,
        Integer port,
        Integer databasePort,
        Integer shadowDatabasePort,
        String version,
        String upstream,
        Vitals vitals) {
    static ListedInstance of(InstanceView view, Vitals vitals) {
        return new ListedInstance(
                view.name(),
                view.status().toString(),
                view.error(),
                view.port(),
                view.databasePort(),
                view.shadowDatabasePort(),
                view.version(),
                view.upstream(),
                vitals);
    }
}

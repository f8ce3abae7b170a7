package dev.jprisma.cli;

import dev.jprisma.cli.transfer.Database;
import dev.jprisma.state.ConnectionUri;
import dev.jprisma.state.ConnectionUrls;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.control.StartInstance;

/** The databases of instances, as a transfer takes them. */
final class Databases {
    private Databases() {}

    /**
     * That of an instance, which is started if it does not run, and made if it is not there and that is wished for.
     *
     * @param name its database's; null for the one that its URLs name
     */
    static Database of(Context context, InstanceName instance, String name, boolean create) {
        InstanceRecord known = context.registry()
                .find(instance)
                .flatMap(RegistryEntry::readable)
                .orElse(null);
        if (known == null || !known.isLinked()) {
            context.start(new StartInstance(
                    instance, create, null, null, null, ProcessHandle.current().pid(), false, false));
        }
        InstanceRecord running =
                context.registry().find(instance).map(RegistryEntry::required).orElseThrow();
        ConnectionUri uri = ConnectionUri.parse(ConnectionUrls.of(running).tcp());
        if (name == null) {
            return new Database(instance.value(), uri);
        }
        return new Database(
                instance + "'s database " + name,
                new ConnectionUri(uri.hosts(), uri.user(), uri.password(), name, uri.parameters()));
    }
}

package dev.jprisma.cli;

import dev.jprisma.cli.link.UriResolver;
import dev.jprisma.cli.transfer.Database;
import dev.jprisma.state.ConnectionUri;
import dev.jprisma.state.ConnectionUrls;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.control.StartInstance;
import java.nio.file.Path;

/** The databases of instances, as a transfer takes them. */
final class Databases {
    private Databases() {}

    /**
     * That of an instance whose server is ours, which is started if it does not run, and made if it is not there.
     *
     * @param name its database's; null for the one that its URLs name
     * @throws JprismaException ({@link ErrorKind#INVALID}) if the instance leads elsewhere, where nothing is written by
     *     itself
     */
    static Database toWrite(Context context, InstanceName instance, String name) {
        if (isLinked(context, instance)) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    instance + " leads to a database elsewhere, which is written by its URL only: jprisma dev push"
                            + " SOURCE --to URL, or psql \"$(jprisma dev url " + instance + ")\"");
        }
        return of(start(context, instance, true), name);
    }

    /** That of an instance, which is started if it does not run. */
    static Database toRead(Context context, InstanceName instance, String name) {
        return of(
                isLinked(context, instance)
                        ? context.registry().find(instance).orElseThrow().required()
                        : start(context, instance, false),
                name);
    }

    /** One elsewhere, by what is typed for it; {@code -} asks. */
    static Database elsewhere(Context context, String url) {
        String typed = url.equals("-") ? context.console().askSecret("URL: ") : url;
        return Database.elsewhere(
                UriResolver.ofThisProcess(context.console()::note).resolve(typed));
    }

    private static boolean isLinked(Context context, InstanceName instance) {
        return context.registry()
                .find(instance)
                .flatMap(RegistryEntry::readable)
                .filter(InstanceRecord::isLinked)
                .isPresent();
    }

    private static InstanceRecord start(Context context, InstanceName instance, boolean create) {
        InstanceRequests.start(
                context,
                new StartInstance(instance, create, null, null, null, ProcessIdentity.currentPid(), false, false));
        return context.registry().find(instance).orElseThrow().required();
    }

    /** That of an instance that runs; by its name, or if that is null the one that its URLs name. */
    static Database of(InstanceRecord instance, String name) {
        ConnectionUri uri = ConnectionUri.parse(ConnectionUrls.of(instance).tcp());
        Path home = instance.postgresHome() == null ? null : Path.of(instance.postgresHome());
        return name == null
                ? new Database(instance.name().value(), uri, home)
                : new Database(
                        instance.name() + "'s database " + name,
                        new ConnectionUri(uri.hosts(), uri.user(), uri.password(), name, uri.parameters()),
                        home);
    }
}

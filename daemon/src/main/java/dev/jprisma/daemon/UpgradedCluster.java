package dev.jprisma.daemon;

import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.FreePort;
import dev.jprisma.postgres.Postmaster;
import dev.jprisma.postgres.PostmasterOptions;
import dev.jprisma.postgres.SettingsFile;
import dev.jprisma.postgres.SuperuserPassword;
import dev.jprisma.postgres.Unfinished;
import dev.jprisma.postgres.upgrade.ServerUpgrade;
import dev.jprisma.postgres.upgrade.UpgradeServer;
import dev.jprisma.state.AlteredSettings;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ServerSetting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A cluster of another version with all that an instance holds, made while both are served to nobody else: on ports
 * that nobody knows, the old one read-only.
 */
final class UpgradedCluster {
    private static final List<ServerSetting> READ_ONLY =
            List.of(new ServerSetting("default_transaction_read_only", "on"));

    private final InstanceContext context;
    private final InstanceRecord instance;
    private final ClusterFactory before;
    private final ClusterFactory after;
    private final Path data;
    private final List<String> leftOut = new ArrayList<>();
    private ServerUpgrade.Copied copied;

    /** @param instance whose server is stopped */
    UpgradedCluster(InstanceContext context, InstanceRecord instance, ClusterFactory before, ClusterFactory after) {
        this.context = context;
        this.instance = instance;
        this.before = before;
        this.after = after;
        this.data = instance.dataDirectory(context.home());
    }

    /** The settings that the new version does not take, with why. */
    List<String> leftOut() {
        return leftOut;
    }

    ServerUpgrade.Copied copied() {
        return copied;
    }

    /**
     * Fills an empty cluster; no server runs on either afterwards, and all is on the disk.
     *
     * @param tools the folder of PostgreSQL's client programs
     * @throws JprismaException why not; the instance's data is as it was
     */
    void fill(Path cluster, Path tools, Consumer<String> progress, BooleanSupplier abandoned) {
        try (Unfinished workshop = Unfinished.in(after.storage().copies())) {
            JprismaHome.createPrivateDirectory(workshop.path());
            writeSettings(cluster);
            String password = instance.password().text();
            int sourcePort = FreePort.choose();
            Postmaster source = Postmaster.start(
                    before.installation(),
                    new PostmasterOptions(
                            data,
                            sourcePort,
                            context.home().postgresLog(instance.name()),
                            true,
                            new SuperuserPassword(password, before.firstPassword(), true),
                            READ_ONLY),
                    abandoned);
            try {
                requireLogin(source);
                int targetPort = FreePort.choose();
                Postmaster target = Postmaster.start(
                        after.installation(),
                        new PostmasterOptions(
                                cluster,
                                targetPort,
                                workshop.path().resolve("postgres.log"),
                                false,
                                new SuperuserPassword(password, after.firstPassword(), false)),
                        abandoned);
                try {
                    copied = new ServerUpgrade(
                                    new UpgradeServer(before.installation().version(), sourcePort, password),
                                    new UpgradeServer(after.installation().version(), targetPort, password),
                                    tools,
                                    workshop.path(),
                                    progress,
                                    abandoned)
                            .run();
                } finally {
                    target.stop();
                }
            } finally {
                source.stop();
            }
            progress.accept("Writing it to the disk");
            after.sync(cluster);
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "What was needed cannot be deleted (" + JprismaHome.reason(e) + ")", e);
        }
    }

    private void requireLogin(Postmaster source) {
        source.loginRefusal().ifPresent(refusal -> {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    "PostgreSQL refuses jprisma's login (" + refusal.message() + "); to give it another password:"
                            + " jprisma dev password " + instance.name());
        });
    }

    private void writeSettings(Path cluster) {
        SettingsFile file = new SettingsFile(after);
        List<ServerSetting> taken = new ArrayList<>();
        for (ServerSetting setting : AlteredSettings.of(data).all()) {
            try {
                file.check(List.of(setting));
                taken.add(setting);
            } catch (JprismaException e) {
                leftOut.add(e.getMessage());
            }
        }
        AlteredSettings settings = new AlteredSettings(taken);
        if (!settings.areNone()) {
            file.tryOut(settings);
            file.write(cluster, settings);
        }
    }
}

package dev.jprisma.cli;

import dev.jprisma.state.AlteredSettings;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.ServerSetting;
import dev.jprisma.state.control.ConfigureInstance;
import dev.jprisma.state.control.ConfiguredInstance;
import dev.jprisma.state.control.Methods;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dev config}: the settings of an instance's server. */
@Command(
        name = "config",
        description = {
            "Show the settings of PostgreSQL that were changed in an instance, or change some.",
            "What ALTER SYSTEM changed is shown too. New settings are tried on another server before"
                    + " they are kept. Where one needs a restart, sessions end; you are asked before."
        })
final class ConfigCommand extends BaseCommand {
    private static final String ALL = "all";
    private static final String LIBRARIES = "shared_preload_libraries";
    private static final String STATISTICS = "pg_stat_statements";

    @Mixin
    private OneName name;

    @Mixin
    private SetOption set;

    @Option(
            names = "--reset",
            paramLabel = "SETTING",
            description = "Take a setting back, or 'all'. Can be given several times.")
    private List<String> reset = List.of();

    @Mixin
    private YesOption yes;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ConfigCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        List<ServerSetting> settings = set.settings();
        InstanceRecord instance = name.require(context());
        if (settings.isEmpty() && reset.isEmpty()) {
            show(instance);
            return ExitCode.DONE;
        }
        ConfiguredInstance answer = request(instance, settings, yes.isGiven());
        if (answer.waits()) {
            askForRestart(instance, answer.restarting());
            answer = request(instance, settings, true);
        }
        tell(instance, answer);
        return ExitCode.DONE;
    }

    private ConfiguredInstance request(InstanceRecord instance, List<ServerSetting> settings, boolean mayRestart) {
        return context()
                .daemon()
                .request(
                        Methods.INSTANCE_CONFIGURE,
                        new ConfigureInstance(
                                instance.name(),
                                settings,
                                reset.stream().filter(each -> !each.equals(ALL)).toList(),
                                reset.contains(ALL),
                                mayRestart),
                        ConfiguredInstance.class,
                        context().showingProgress());
    }

    private void askForRestart(InstanceRecord instance, List<String> settings) {
        String what = String.join(" and ", settings) + (settings.size() == 1 ? " takes" : " take") + " a restart of "
                + console().bold(instance.name().value()) + ". Open sessions will end.";
        if (!yes.confirmed(console(), what, StopCommand.PHRASE)) {
            throw new JprismaException(ErrorKind.INVALID, "That was not the phrase: the settings are as they were.");
        }
    }

    private void tell(InstanceRecord instance, ConfiguredInstance answer) {
        if (answer.changed().isEmpty()) {
            console().note(instance.name() + " has these settings already.");
        } else if (!answer.restarting().isEmpty()) {
            console().note(instance.name() + " was restarted.");
        }
        for (String unknown : answer.unknown()) {
            console()
                    .note("The server does not know " + unknown
                            + ": it counts when the library is loaded that has it.");
        }
        noteLostStatistics(answer);
        print(answer.settings());
    }

    /** Who adds a library to those that are loaded easily leaves out the one that is loaded already. */
    private void noteLostStatistics(ConfiguredInstance answer) {
        for (ServerSetting setting : answer.settings()) {
            if (answer.changed().contains(LIBRARIES)
                    && setting.name().equals(LIBRARIES)
                    && !setting.value().contains(STATISTICS)) {
                console()
                        .note(STATISTICS + " is not loaded any more: to keep it, name it too (" + LIBRARIES + "="
                                + STATISTICS + "," + setting.value() + ")");
            }
        }
    }

    /** It reads the cluster's file and asks nobody. */
    private void show(InstanceRecord instance) {
        if (instance.isLinked()) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    instance.name() + " is linked to " + instance.upstream()
                            + ", whose settings are shown there: SHOW ALL");
        }
        List<ServerSetting> settings =
                AlteredSettings.of(instance.dataDirectory(context().home())).all();
        if (settings.isEmpty() && !json) {
            console()
                    .note(instance.name() + " has the settings it was made with. To change one: jprisma dev config "
                            + instance.name() + " --set max_connections=300");
        }
        print(settings);
    }

    private void print(List<ServerSetting> settings) {
        if (json) {
            console().result(RecordJson.writeIndented(settings));
            return;
        }
        int width = 0;
        for (ServerSetting setting : settings) {
            width = Math.max(width, setting.name().length());
        }
        for (ServerSetting setting : settings) {
            console().result(setting.name() + " ".repeat(width - setting.name().length()) + "  " + setting.value());
        }
    }
}

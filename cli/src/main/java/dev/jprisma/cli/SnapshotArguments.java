package dev.jprisma.cli;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.SnapshotName;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** An instance and a snapshot of it. Where {@code -n} names the instance, the one argument is the snapshot. */
final class SnapshotArguments {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The instance. Default: default.")
    private String first;

    @Parameters(index = "1", arity = "0..1", paramLabel = "SNAPSHOT", description = "The snapshot.")
    private String second;

    @Option(
            names = {NameOption.SHORT, NameOption.LONG},
            paramLabel = "NAME",
            description = "The instance.")
    private String option;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    InstanceName instance() {
        List<String> named = NameOption.all(command, option == null ? List.of() : List.of(option));
        if (named.size() > 1) {
            throw new ParameterException(
                    command.commandLine(), String.join(" and ", named) + " are both named: name one instance");
        }
        if (!named.isEmpty()) {
            if (second != null && !first.equals(named.get(0))) {
                throw new ParameterException(
                        command.commandLine(), named.get(0) + " and " + first + " are both named: name one instance");
            }
            return new InstanceName(named.get(0));
        }
        return first == null ? InstanceName.DEFAULT : new InstanceName(first);
    }

    Optional<SnapshotName> snapshot() {
        boolean named = option != null || NameOption.before(command).findAny().isPresent();
        return Optional.ofNullable(second != null || !named ? second : first).map(SnapshotName::new);
    }

    /** @throws ParameterException if there is one besides that option */
    void refuseSnapshot(String option) {
        snapshot().ifPresent(named -> {
            throw new ParameterException(
                    command.commandLine(), named + " and " + option + " are both given: name a snapshot, or a moment");
        });
    }

    /** @throws ParameterException if there is none */
    SnapshotName requireSnapshot() {
        return snapshot()
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(),
                        "Missing required parameter: 'SNAPSHOT'. Those there are: jprisma dev snapshots "
                                + instance()));
    }
}

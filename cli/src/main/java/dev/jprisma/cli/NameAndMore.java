package dev.jprisma.cli;

import dev.jprisma.state.InstanceName;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** An instance and what is said of it. Where {@code -n} names the instance, the one argument is that. */
abstract class NameAndMore {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = NameOption.DEFAULTS)
    private String first;

    @Option(
            names = {NameOption.SHORT, NameOption.LONG},
            paramLabel = "NAME",
            description = "The instance.")
    private String option;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** The argument behind the first; null if there is none. */
    abstract String second();

    final InstanceName instance(Context context) {
        List<String> named = NameOption.all(command, option == null ? List.of() : List.of(option));
        if (named.size() > 1) {
            throw invalid(String.join(" and ", named) + " are both named: name one instance");
        }
        if (!named.isEmpty()) {
            if (second() != null && !first.equals(named.get(0))) {
                throw invalid(named.get(0) + " and " + first + " are both named: name one instance");
            }
            return new InstanceName(named.get(0));
        }
        return first == null ? context.defaultName() : new InstanceName(first);
    }

    final Optional<String> more() {
        boolean named = option != null || NameOption.before(command).findAny().isPresent();
        return Optional.ofNullable(second() != null || !named ? second() : first);
    }

    final ParameterException invalid(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}

package dev.jprisma.cli;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.PortRole;
import dev.jprisma.state.RegistryEntry;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One instance that exists, named as an argument or by an option; {@code default} if none is named. */
abstract class NameArgument {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = NameOption.DEFAULTS)
    private String argument;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** What options say. */
    abstract List<String> byOption();

    /** @throws ParameterException if several are named */
    InstanceName name(Context context) {
        List<String> behind = new ArrayList<>(byOption());
        if (argument != null) {
            behind.add(argument);
        }
        List<String> names = NameOption.all(command, behind);
        if (names.size() > 1) {
            throw new ParameterException(
                    command.commandLine(), String.join(" and ", names) + " are both named: name one instance");
        }
        return names.isEmpty() ? context.defaultName() : new InstanceName(names.get(0));
    }

    /** @throws JprismaException ({@link ErrorKind#NOT_FOUND}) if there is none of that name */
    RegistryEntry find(Context context) {
        return ExistingInstance.find(context, name(context));
    }

    /** @throws JprismaException if there is none of that name, or its record cannot be read */
    InstanceRecord require(Context context) {
        return find(context).required();
    }

    /** The same, with what {@link ExistingInstance#requireNotingStopped} notes. */
    InstanceRecord requireNotingStopped(Context context, PortRole... roles) {
        return ExistingInstance.requireNotingStopped(context, name(context), roles);
    }
}

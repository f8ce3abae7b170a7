package dev.jprisma.cli;

import dev.jprisma.cli.output.PortNotes;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.PortRole;
import dev.jprisma.state.Registry;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.UnknownInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        return find(context, name(context));
    }

    private static RegistryEntry find(Context context, InstanceName wanted) {
        Registry registry = context.registry();
        Optional<RegistryEntry> found = registry.find(wanted);
        if (found.isEmpty()) {
            throw UnknownInstance.toBeUsed(wanted, registry);
        }
        return found.get();
    }

    /** @throws JprismaException if there is none of that name, or its record cannot be read */
    InstanceRecord require(Context context) {
        return find(context).required();
    }

    /**
     * The record, with a note if nobody serves what is asked for, or the server refuses its URLs: its ports, and so its
     * URLs, stay the same.
     *
     * @param roles the ports that are asked for
     */
    InstanceRecord requireNotingStopped(Context context, PortRole... roles) {
        return requireNotingStopped(context, name(context), roles);
    }

    /** The same of an instance that was named otherwise. */
    static InstanceRecord requireNotingStopped(Context context, InstanceName name, PortRole... roles) {
        RegistryEntry entry = find(context, name);
        InstanceRecord instance = entry.required();
        InstanceView view = context.view(entry);
        if (view.status() != InstanceStatus.RUNNING) {
            context.console()
                    .note(view.name() + " is " + view.status() + ". Start it: jprisma dev start " + view.name());
        }
        PortNotes.closed(context.console(), view, roles);
        LoginAdvice.refusal(context.console(), view);
        return instance;
    }
}

package dev.jprisma.cli;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.RegistryEntry;
import picocli.CommandLine.Parameters;

/** One instance that exists; {@code default} if none is named. */
final class NameArgument {
    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "The instance. Default: default.")
    private String name;

    /** @throws JprismaException ({@link ErrorKind#NOT_FOUND}) if there is none of that name */
    RegistryEntry find(Context context) {
        InstanceName wanted = new InstanceName(name);
        return context.registry().find(wanted).orElseThrow(() -> notFound(wanted));
    }

    /** @throws JprismaException if there is none of that name, or its record cannot be read */
    InstanceRecord require(Context context) {
        return find(context).required();
    }

    /** The record, with a note if the instance does not run: its ports, and so its URLs, stay the same. */
    InstanceRecord requireNotingStopped(Context context) {
        RegistryEntry entry = find(context);
        InstanceRecord instance = entry.required();
        String status = context.view(entry).status().toString();
        if (!status.equals("running")) {
            context.console().note(name + " is " + status + ". Start it: jprisma dev start " + name);
        }
        return instance;
    }

    private static JprismaException notFound(InstanceName name) {
        String create = name.equals(InstanceName.DEFAULT) ? "jprisma dev" : "jprisma dev -n " + name;
        return new JprismaException(
                ErrorKind.NOT_FOUND, "There is no instance '" + name + "'. Make it: " + create + " --detach");
    }
}

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
import java.util.Optional;

/** Finds the instance that is meant, or says what there is. */
final class ExistingInstance {
    private ExistingInstance() {}

    /** @throws JprismaException ({@link ErrorKind#NOT_FOUND}) if there is none of that name */
    static RegistryEntry find(Context context, InstanceName wanted) {
        Registry registry = context.registry();
        Optional<RegistryEntry> found = registry.find(wanted);
        if (found.isEmpty()) {
            throw UnknownInstance.toBeUsed(wanted, registry);
        }
        return found.get();
    }

    /**
     * The record, with a note if nobody serves what is asked for, or the server refuses its URLs: its ports, and so its
     * URLs, stay the same.
     *
     * @param roles the ports that are asked for
     * @throws JprismaException if there is none of that name, or its record cannot be read
     */
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

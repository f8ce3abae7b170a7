package dev.jprisma.daemon;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstancePassword;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;

/** The roles of a running instance's connections, each with a random password. Of the instance's queue alone. */
final class ConnectionRoles {
    private final InstanceContext context;

    ConnectionRoles(InstanceContext context) {
        this.context = context;
    }

    /** Makes a role that nobody has. */
    InstancePassword create(InstanceRecord instance, String role) {
        throw notYet(instance);
    }

    /** Gives it another password; its sessions end. */
    InstancePassword rotate(InstanceRecord instance, String role) {
        throw notYet(instance);
    }

    /** Ends its sessions and deletes it; does nothing if there is none. What it made stays. */
    void drop(InstanceRecord instance, String role) {
        throw notYet(instance);
    }

    private JprismaException notYet(InstanceRecord instance) {
        return new JprismaException(
                ErrorKind.INTERNAL, instance.name() + " in " + context.home() + ": connections cannot be made yet");
    }
}

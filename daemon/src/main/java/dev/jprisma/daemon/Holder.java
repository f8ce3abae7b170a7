package dev.jprisma.daemon;

import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.control.InstanceEvent;

/** Who holds an instance in the foreground: a connection of a command, whose end is the instance's end. */
interface Holder {
    ProcessIdentity process();

    /** Tells the person who watches; does not fail and does not wait. */
    void tell(InstanceEvent event);
}

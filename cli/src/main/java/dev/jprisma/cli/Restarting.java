package dev.jprisma.cli;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.JprismaException;
import picocli.CommandLine.Mixin;

/** Asks before the sessions of an instance that runs are ended; its data is no question where it can be undone. */
final class Restarting {
    @Mixin
    private YesOption yes;

    /** @throws JprismaException ({@link ErrorKind#INVALID}) if the person does not want that */
    void confirm(Context context, InstanceName name) {
        boolean runs = context.registry()
                .find(name)
                .filter(entry -> context.view(entry).status() == InstanceStatus.RUNNING)
                .isPresent();
        String what = "To be restarted: " + context.console().bold(name.value()) + ". Open sessions will end.";
        if (runs && !yes.confirmed(context.console(), what, StopCommand.PHRASE)) {
            throw new JprismaException(ErrorKind.INVALID, "That was not the phrase: " + name + " is as it was.");
        }
    }
}

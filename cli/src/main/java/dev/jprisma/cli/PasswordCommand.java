package dev.jprisma.cli;

import dev.jprisma.state.ConnectionUrls;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.PasswordSet;
import dev.jprisma.state.control.SetPassword;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dev password}: a new one, also where nobody can log in any more. */
@Command(
        name = "password",
        description = {
            "Give an instance a new password, and print its new TCP URL.",
            "It is a random one, or yours with --password. The user and the database 'postgres' are made"
                    + " again if they are gone. An instance that runs is restarted."
        })
final class PasswordCommand extends BaseCommand {
    @Mixin
    private OneName name;

    @Mixin
    private PasswordOption password;

    @Mixin
    private YesOption yes;

    PasswordCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        RegistryEntry entry = name.find(context());
        InstanceRecord instance = entry.required();
        String chosen = password.chosen(console());
        boolean runs = context().view(entry).status() == InstanceStatus.RUNNING;
        String what = "To be restarted: " + console().bold(instance.name().value()) + ". Open sessions will end.";
        if (runs && !yes.confirmed(console(), what, StopCommand.PHRASE)) {
            throw new JprismaException(ErrorKind.INVALID, "That was not the phrase: the password is as it was.");
        }
        PasswordSet set = context()
                .daemon()
                .request(
                        Methods.INSTANCE_PASSWORD,
                        new SetPassword(instance.name(), chosen),
                        PasswordSet.class,
                        context().showingProgress());
        if (set.instance().loginRefusal() != null) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    instance.name() + " has a new password, and PostgreSQL refuses it all the same ("
                            + set.instance().loginRefusal() + "): pg_hba.conf in "
                            + set.instance().dataDirectory() + " says who may log in, and how");
        }
        console()
                .note(instance.name() + " has a new password" + (set.restarted() ? " and was restarted" : "")
                        + ". All its URLs are new: jprisma dev env " + instance.name());
        InstanceRecord changed = context()
                .registry()
                .find(instance.name())
                .map(RegistryEntry::required)
                .orElseThrow();
        console().result(ConnectionUrls.of(changed).tcp());
        return ExitCode.DONE;
    }
}

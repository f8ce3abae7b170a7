package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.PasswordKind;

/** What a user should know about how an instance is logged in to, and what to type. */
final class LoginAdvice {
    private LoginAdvice() {}

    /** Says everything that there is to say. */
    static void all(Console console, InstanceView instance) {
        refusal(console, instance);
        if (instance.password() == PasswordKind.COMMON) {
            console.note("The password of " + instance.name() + " is 'postgres', which every user of this machine can"
                    + " try. A random one: jprisma dev password " + instance.name());
        }
    }

    /** Says if the URLs lead to a server that lets nobody in by them. */
    static void refusal(Console console, InstanceView instance) {
        if (instance.loginRefusal() != null) {
            console.note("PostgreSQL refuses the URLs of " + instance.name() + " (" + instance.loginRefusal()
                    + "). User, password and database postgres anew: jprisma dev password " + instance.name());
        }
    }
}

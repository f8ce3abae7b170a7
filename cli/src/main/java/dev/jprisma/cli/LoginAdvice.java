package dev.jprisma.cli;

import dev.jprisma.state.InstanceView;
import dev.jprisma.state.PasswordKind;
import java.util.stream.Stream;

/** What a user should know about how an instance is logged in to, and what to type. */
final class LoginAdvice {
    private LoginAdvice() {}

    /** Everything there is to say. */
    static Stream<String> all(InstanceView instance) {
        return Stream.concat(refusal(instance), commonPassword(instance));
    }

    /** That the URLs lead to a server that lets nobody in by them. */
    static Stream<String> refusal(InstanceView instance) {
        return instance.loginRefusal() == null
                ? Stream.empty()
                : Stream.of("PostgreSQL refuses the URLs of " + instance.name() + " (" + instance.loginRefusal()
                        + "). User, password and database postgres anew: jprisma dev password " + instance.name());
    }

    private static Stream<String> commonPassword(InstanceView instance) {
        return instance.password() == PasswordKind.COMMON
                ? Stream.of(
                        "The password of " + instance.name() + " is 'postgres', which every user of this machine can"
                                + " try. A random one: jprisma dev password " + instance.name())
                : Stream.empty();
    }
}

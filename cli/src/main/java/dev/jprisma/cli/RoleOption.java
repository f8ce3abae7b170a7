package dev.jprisma.cli;

import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.LoginKind;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.control.EnsureLogin;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Nothing;
import picocli.CommandLine.Option;

/** For whom a URL is, if not for the superuser. */
final class RoleOption {
    @Option(
            names = "--role",
            paramLabel = "ROLE",
            converter = Converter.class,
            description = "For a role without a superuser's power, which is made when first asked for: 'app' reads and"
                    + " writes all rows, makes what it likes and owns no more than that; 'reader' reads.")
    private Role role;

    private enum Role {
        APP(LoginKind.APP),
        READER(LoginKind.READER);

        private final LoginKind kind;

        Role(LoginKind kind) {
            this.kind = kind;
        }
    }

    private static final class Converter extends LowerCase<Role> {
        private Converter() {
            super(Role.class);
        }
    }

    /** Null for the superuser. */
    LoginKind named() {
        return role == null ? null : role.kind;
    }

    /** Makes it; of an instance that is stopped nothing is asked if it has been made. */
    void require(Context context, InstanceRecord instance) {
        LoginKind kind = role.kind;
        boolean runs = context.view(RegistryEntry.of(instance)).status() == InstanceStatus.RUNNING;
        if (runs || instance.login(kind.roleName()).isEmpty()) {
            context.daemon()
                    .request(
                            Methods.INSTANCE_LOGIN,
                            new EnsureLogin(instance.name(), kind),
                            Nothing.class,
                            context.showingProgress());
        }
    }
}

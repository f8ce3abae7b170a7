package dev.jprisma.cli;

import dev.jprisma.state.ConnectionUrls;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.LoginKind;
import dev.jprisma.state.PortRole;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dev url}: one URL and nothing else, for scripts. */
@Command(name = "url", description = "Print one URL of an instance.")
final class UrlCommand extends BaseCommand {
    @Mixin
    private OneName name;

    @ArgGroup
    private Kind kind = new Kind();

    @Mixin
    private RoleOption role;

    @Spec
    private CommandSpec spec;

    /** At most one of them. */
    private static final class Kind {
        @Option(names = "--tcp", description = "The database, for every client of PostgreSQL. The default.")
        @SuppressWarnings("UnusedVariable")
        private boolean tcp;

        @Option(names = "--shadow", description = "The shadow database, for migration tools.")
        private boolean shadow;

        @Option(names = "--http", description = "The HTTP gateway, with its key.")
        private boolean http;

        @Option(names = "--jdbc", description = "The database, for Java.")
        private boolean jdbc;

        PortRole role() {
            if (shadow) {
                return PortRole.SHADOW;
            }
            return http ? PortRole.HTTP : PortRole.DATABASE;
        }

        String of(InstanceRecord instance) {
            ConnectionUrls urls = ConnectionUrls.of(instance);
            if (shadow) {
                return urls.shadow();
            }
            if (http) {
                return urls.http();
            }
            return jdbc ? ConnectionUrls.jdbc(instance) : urls.tcp();
        }

        String of(InstanceRecord instance, LoginKind login) {
            return jdbc ? ConnectionUrls.jdbc(instance, login) : ConnectionUrls.tcp(instance, login);
        }
    }

    UrlCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        LoginKind login = role.named();
        if (login != null && kind.role() != PortRole.DATABASE) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--role goes with --tcp and --jdbc: the other URLs have the superuser's power.");
        }
        if (login == null) {
            console().result(kind.of(name.requireNotingStopped(context(), kind.role())));
        } else {
            InstanceRecord instance = name.requireNotingStopped(context(), kind.role());
            role.require(context(), instance);
            console().result(kind.of(instance, login));
        }
        return ExitCode.DONE;
    }
}

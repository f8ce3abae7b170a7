package dev.jprisma.cli;

import dev.jprisma.cli.link.UriResolver;
import dev.jprisma.cli.output.PortNotes;
import dev.jprisma.state.ConnectionUri;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.PortRole;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.Upstream;
import dev.jprisma.state.control.LinkInstance;
import dev.jprisma.state.control.LinkedInstance;
import dev.jprisma.state.control.Methods;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dev link}: an instance whose server is elsewhere. */
@Command(
        name = "link",
        description = {
            "Give a database elsewhere an HTTP URL here, as an instance of that name.",
            "Nothing is changed in that database. A linked instance can be linked to another URL later."
        })
final class LinkCommand extends BaseCommand {
    private static final String ASK = "-";

    @Parameters(index = "0", paramLabel = "NAME", description = "The instance.")
    private String name;

    @Parameters(
            index = "1",
            paramLabel = "URL",
            description = "Such as postgres://user@db.example.com/shop?sslmode=verify-full&sslrootcert=system. What"
                    + " stands on a command line all users of a machine can see: leave the password to ~/.pgpass, or"
                    + " '-' reads the URL from the input.")
    private String url;

    @Option(
            names = "--shadow-url",
            paramLabel = "URL",
            description = "The shadow database, for migration tools, which wipe it. Default: a local one.")
    private String shadowUrl;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            converter = PortOptions.Port.class,
            description = "HTTP port. Default: the one it has; of a new instance 51213, or a free one.")
    private Integer httpPort;

    @Option(
            names = "--shadow-db-port",
            paramLabel = "PORT",
            converter = PortOptions.Port.class,
            description =
                    "Port of a local shadow database. Default: the one it has; of a new instance 51215, or a free one.")
    private Integer shadowPort;

    @Mixin
    private OriginOptions origins;

    @Mixin
    private LimitsOption limits;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    LinkCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (shadowUrl != null && shadowPort != null) {
            throw new ParameterException(
                    spec.commandLine(), "--shadow-url is elsewhere and has no port here: leave --shadow-db-port out");
        }
        UriResolver resolver = UriResolver.ofThisProcess(console()::note);
        ConnectionUri uri = resolver.resolve(url.equals(ASK) ? console().askSecret("URL: ") : url);
        Upstream upstream = new Upstream(
                uri.text(),
                shadowUrl == null ? null : resolver.resolve(shadowUrl).text(),
                false);
        LinkedInstance linked = context()
                .daemon()
                .request(
                        Methods.INSTANCE_LINK,
                        new LinkInstance(
                                new InstanceName(name),
                                upstream,
                                httpPort,
                                shadowPort,
                                origins.allowed(),
                                limits.named()),
                        LinkedInstance.class,
                        context().showingProgress());
        InstanceView instance = linked.instance();
        PortNotes.closed(console(), instance, PortRole.values());
        note(linked, uri);
        console()
                .result(
                        json.isSet()
                                ? RecordJson.writeIndented(instance)
                                : instance.exports().ppg().url());
        return ExitCode.DONE;
    }

    private void note(LinkedInstance linked, ConnectionUri uri) {
        console()
                .note(name + " leads to " + linked.instance().upstream() + ": PostgreSQL "
                        + linked.instance().version() + " at " + linked.server() + ", " + encryption(linked, uri)
                        + (linked.pooler()
                                ? ", behind a pooler: sessions keep nothing from one transaction to the next"
                                : "")
                        + ".");
    }

    private static String encryption(LinkedInstance linked, ConnectionUri uri) {
        if (linked.encryption() == null) {
            return "not encrypted";
        }
        boolean verified = uri.parameter("sslrootcert") != null;
        return "encrypted (" + linked.encryption() + ")"
                + (verified ? "" : ", without proof of who it is (sslmode=verify-full)");
    }
}

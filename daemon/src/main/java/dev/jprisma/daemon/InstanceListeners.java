package dev.jprisma.daemon;

import dev.jprisma.gateway.HttpGateway;
import dev.jprisma.gateway.settings.GatewayTarget;
import dev.jprisma.postgres.PostgresAddress;
import dev.jprisma.postgres.UpstreamAddress;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.state.ClosedPorts;
import dev.jprisma.state.ConnectionUrls;
import dev.jprisma.state.InstancePassword;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.PasswordKind;
import dev.jprisma.state.PortHolder;
import dev.jprisma.state.PortRole;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the daemon itself listens on for an instance: its HTTP port and its shadow port. Bound first, so that nobody
 * else gets them, and opened when the server stands. Of its instance's queue alone.
 */
final class InstanceListeners {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceListeners.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);

    private final InstanceRecord instance;
    private final InstanceContext context;
    private final String name;
    private final Closer closer;
    private final ShadowDatabase database;
    private ShadowPort shadow;
    private HttpPort http;

    private InstanceListeners(InstanceRecord instance, InstanceContext context) {
        this.instance = instance;
        this.context = context;
        this.name = instance.name().value();
        this.closer = new Closer(context.threads());
        this.database = closer.add(name + ": its shadow database", context.shadowOf(instance));
        database.removeLeftOver();
    }

    /**
     * Binds both ports, which answer nobody yet.
     *
     * @throws JprismaException ({@link dev.jprisma.state.ErrorKind#PORT_TAKEN}) if one of them is taken
     */
    static InstanceListeners bind(InstanceRecord instance, InstanceContext context) {
        InstanceListeners listeners = new InstanceListeners(instance, context);
        try {
            if (listeners.hasShadowPort()) {
                listeners.bindShadow();
            }
            listeners.bindHttp();
            return listeners;
        } catch (RuntimeException e) {
            listeners.close();
            throw e;
        }
    }

    /** The same for a server that runs already: a port that is taken stays {@linkplain #closed closed} for now. */
    static InstanceListeners bindWhatIsFree(InstanceRecord instance, InstanceContext context) {
        InstanceListeners listeners = new InstanceListeners(instance, context);
        listeners.closed();
        return listeners;
    }

    /** Not where the shadow database is elsewhere too. */
    private boolean hasShadowPort() {
        return !instance.isLinked() || instance.upstream().shadowUrl() == null;
    }

    private void bindShadow() {
        int port = instance.ports().shadow().number();
        shadow = closer.add(name + ": its shadow port", new ShadowPort(name, port, database, context.threads()));
    }

    private void bindHttp() {
        http = closer.add(
                name + ": its HTTP port",
                new HttpPort(name, instance.ports().http().number()));
    }

    /** Tries again to bind what is not bound, and tells what is still closed, and why. */
    ClosedPorts closed() {
        return new ClosedPorts(
                http == null ? reasonOf(PortRole.HTTP, this::bindHttp) : null,
                shadow == null && hasShadowPort() ? reasonOf(PortRole.SHADOW, this::bindShadow) : null);
    }

    private String reasonOf(PortRole role, Runnable bind) {
        try {
            bind.run();
            return null;
        } catch (JprismaException e) {
            int port = instance.ports().of(role).number();
            return "it is in use"
                    + PortHolder.describe(port).map(who -> " by " + who).orElse("");
        }
    }

    /** From now on those that are bound lead to the instance. Once open, they stay so. */
    void open(CompletableFuture<HttpGateway> gateway) {
        GatewayTarget own = new GatewayTarget(
                        name,
                        server(),
                        ConnectionUrls.of(instance).apiKey(),
                        passwordOverHttp(),
                        Set.copyOf(instance.allowedOrigins()))
                .withLimits(LimitsOfProduction.of(instance.limits()));
        GatewayTarget target = instance.isLinked()
                ? own.withLoginAdvice("Link it again: \"jprisma dev link " + name + " URL\".")
                : own;
        if (http != null) {
            http.open(gateway, target);
        }
        if (shadow != null) {
            shadow.open();
        }
    }

    private ServerAddress server() {
        return instance.isLinked()
                ? UpstreamAddress.of(instance.upstream())
                : PostgresAddress.of(
                        instance.dataDirectory(context.home()),
                        instance.ports().database().number(),
                        instance.password().text());
    }

    /** One that somebody chose, or that all had once, is none for who may guess: web pages, for example. */
    private String passwordOverHttp() {
        InstancePassword password = instance.password();
        return password.kind() == PasswordKind.RANDOM && !instance.isLinked() ? password.text() : null;
    }

    /** Its server's settings are others from now on. */
    void settingsChanged() {
        database.settingsChanged();
    }

    /** Frees the ports and throws the shadow database away; what does not go in time is left and logged. */
    void close() {
        try {
            closer.close(CLOSE_LIMIT);
        } catch (JprismaException e) {
            LOG.warn("{}", e.getMessage(), e);
        }
    }
}

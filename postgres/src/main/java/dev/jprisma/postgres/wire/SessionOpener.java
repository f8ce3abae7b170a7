package dev.jprisma.postgres.wire;

import dev.jprisma.state.ServerHost;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens a session on the first of an address's servers that answers and is of the kind that is wanted, by libpq's
 * rules: a server that refuses a login ends the search, one that is starting up or shutting down does not. Those that
 * {@linkplain HostFailures have not answered lately} are tried last, which libpq does not do.
 */
final class SessionOpener {

    private static final Duration LEAST_EACH = Duration.ofSeconds(1);
    private static final String STARTING_UP = "57P03";
    private static final String REFUSED_BY_RULE = "28000";

    private final ServerAddress address;
    /** For each server. */
    private final Duration timeout;

    private final List<PostgresException> failures = new ArrayList<>();

    SessionOpener(ServerAddress address, Duration timeout) {
        this.address = address;
        this.timeout = share(address, timeout);
    }

    private static Duration share(ServerAddress address, Duration timeout) {
        if (address.options().connectTimeout() != null) {
            return address.options().connectTimeout();
        }
        int hosts = address.hosts().size();
        Duration each = timeout.dividedBy(hosts);
        return hosts == 1 || each.compareTo(LEAST_EACH) > 0 ? each : LEAST_EACH;
    }

    PostgresConnection open(ProvenQueries proven) {
        TargetSession target = address.options().target();
        PostgresConnection found =
                find(target == TargetSession.PREFER_STANDBY ? TargetSession.STANDBY : target, proven);
        if (found == null && target == TargetSession.PREFER_STANDBY) {
            found = find(TargetSession.ANY, proven);
        }
        if (found == null) {
            throw failure();
        }
        return found;
    }

    private PostgresConnection find(TargetSession target, ProvenQueries proven) {
        for (ServerHost host : HostFailures.lastOf(address.hosts())) {
            try {
                PostgresConnection connection = openOn(host, target, proven);
                if (connection != null) {
                    return connection;
                }
            } catch (CannotConnectException | ConnectionLostException e) {
                HostFailures.failed(host);
                failures.add(e);
            } catch (ServerErrorException e) {
                if (!e.error().code().equals(STARTING_UP)) {
                    throw e;
                }
                failures.add(e);
            }
        }
        return null;
    }

    /** Every address that the name has is tried; null if a server is there that is not wanted. */
    private PostgresConnection openOn(ServerHost host, TargetSession target, ProvenQueries proven) {
        Path socket = address.options().socket();
        if (socket != null) {
            try {
                return logIn(Route.bySocket(host, address.options()), proven, new boolean[1]);
            } catch (CannotConnectException e) {
                System.getLogger(SessionOpener.class.getName())
                        .log(System.Logger.Level.DEBUG, "No way by " + socket, e);
            } catch (ServerErrorException e) {
                // Whoever wrote a pg_hba.conf of his own may not have thought of sockets.
                if (!e.error().code().equals(REFUSED_BY_RULE)) {
                    throw e;
                }
            }
        }
        PostgresException last = null;
        for (InetAddress each : resolve(host)) {
            try {
                PostgresConnection connection = logIn(host, each, proven);
                HostFailures.answered(host);
                if (isWanted(connection, target)) {
                    return connection;
                }
                connection.close();
                failures.add(new CannotConnectException(
                        CannotConnectException.Reason.NONE_SUITS,
                        host + " is not " + target.description() + ".",
                        null));
                last = null;
            } catch (CannotConnectException e) {
                last = e;
            }
        }
        if (last != null) {
            throw last;
        }
        return null;
    }

    private PostgresConnection logIn(ServerHost host, InetAddress at, ProvenQueries proven) {
        List<Encryption> attempts = address.options().tls().mode().attempts();
        for (int i = 0; ; i++) {
            Route route = new Route(host, at, attempts.get(i), address.options());
            boolean[] encrypted = {false};
            try {
                return logIn(route, proven, encrypted);
            } catch (PostgresException e) {
                // Whoever allows both may meet a server that takes only the other.
                if (i + 1 == attempts.size() || !isOfEncryption(e, route.encryption(), encrypted[0])) {
                    throw e;
                }
            }
        }
    }

    private static boolean isOfEncryption(PostgresException e, Encryption tried, boolean encrypted) {
        if (e instanceof CannotConnectException cannot) {
            return cannot.reason() == CannotConnectException.Reason.NOT_ENCRYPTED;
        }
        return e instanceof ServerErrorException refused
                && refused.error().code().equals(REFUSED_BY_RULE)
                && (encrypted || tried == Encryption.NONE);
    }

    private PostgresConnection logIn(Route route, ProvenQueries proven, boolean[] encrypted) {
        Transport transport = Transport.connect(route, timeout);
        encrypted[0] = transport.encryption().isPresent();
        try {
            transport.setReadTimeout(timeout);
            PostgresConnection connection = new PostgresConnection(address, timeout, proven, transport);
            transport.setReadTimeout(Duration.ZERO);
            return connection;
        } catch (RuntimeException e) {
            transport.close();
            throw e;
        }
    }

    /** Servers before 14, and poolers, do not say by themselves what they are. */
    private boolean isWanted(PostgresConnection connection, TargetSession target) {
        if (target == TargetSession.ANY) {
            return true;
        }
        String standby = connection.parameter("in_hot_standby");
        String readOnly = connection.parameter("default_transaction_read_only");
        if (standby == null || readOnly == null || address.options().pooler()) {
            List<String> answer = new ArrayList<>();
            connection.setReadTimeout(timeout);
            try {
                connection.query(
                        "SHOW transaction_read_only; SELECT pg_catalog.pg_is_in_recovery()", new ResultReceiver() {
                            @Override
                            public void row(Row row) {
                                answer.add(row.text(0));
                            }
                        });
                connection.setReadTimeout(Duration.ZERO);
            } catch (PostgresException e) {
                connection.close();
                throw e;
            }
            return target.accepts(answer.get(1).startsWith("t"), answer.get(0).equals("on"));
        }
        return target.accepts(standby.equals("on"), readOnly.equals("on"));
    }

    private static InetAddress[] resolve(ServerHost host) {
        try {
            return InetAddress.getAllByName(host.host());
        } catch (UnknownHostException e) {
            throw new CannotConnectException(
                    CannotConnectException.Reason.UNREACHABLE, "The host " + host.host() + " is not known.", e);
        }
    }

    /** What is wrong with the only server, or with each of them. */
    private PostgresException failure() {
        if (failures.size() == 1) {
            return failures.get(0);
        }
        StringBuilder each = new StringBuilder();
        failures.forEach(failure -> each.append(each.length() == 0 ? "" : " ").append(failure.getMessage()));
        return new CannotConnectException(
                CannotConnectException.Reason.NONE_SUITS,
                "None of " + address.hostsAndPorts() + " is "
                        + address.options().target().description() + ": " + each,
                failures.get(0));
    }

    void cancelEverywhere(int processId, int secretKey) {
        boolean sent = false;
        for (ServerHost host : address.hosts()) {
            try {
                cancelOn(host, processId, secretKey);
                sent = true;
            } catch (CannotConnectException | ConnectionLostException e) {
                failures.add(e);
            }
        }
        if (!sent) {
            throw failure();
        }
    }

    private void cancelOn(ServerHost host, int processId, int secretKey) {
        CannotConnectException last = null;
        for (InetAddress at : resolve(host)) {
            for (Encryption encryption : address.options().tls().mode().attempts()) {
                try {
                    Route route = new Route(host, at, encryption, address.options());
                    new CancelRequest(route, timeout, processId, secretKey).send();
                    return;
                } catch (CannotConnectException e) {
                    last = e;
                }
            }
        }
        throw last;
    }
}

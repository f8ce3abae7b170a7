package dev.jprisma.postgres.wire;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.ServerFirstMessage;
import com.ongres.scram.common.StringPreparation;
import com.ongres.scram.common.exception.ScramException;
import com.ongres.scram.common.util.TlsServerEndpoint;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One SCRAM authentication (RFC 5802, RFC 7677). The keys derived from a password, some milliseconds of work, are kept
 * for the next connection to the same role.
 *
 * <p>The library derives keys by itself or is given them when it is built; the salt comes later. So there are two
 * clients of one nonce: the first says who we are, the second, built with the keys, goes on from there.
 */
final class ScramExchange {

    private static final int ROLES_KEPT = 64;
    private static final int NONCE_BYTES = 24;
    /** A tenth of a second of work; each role chooses its own number, PostgreSQL's is 4096. */
    private static final int MOST_ITERATIONS = 100_000;

    /** By what they are derived from, {@link Role#source}. */
    private static final Map<String, Keys> KEYS = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Keys> eldest) {
            return size() > ROLES_KEPT;
        }
    });

    private record Role(ScramMechanism mechanism, String password, String salt, int iterations) {
        /** A text, since a record's own hash is made when first asked, in which time a tenth of a login goes by. */
        String source() {
            return mechanism.getName() + " " + iterations + " " + salt + " " + password;
        }
    }

    private record Keys(byte[] client, byte[] server) {}

    private static final String BOUND = "-PLUS";

    private final List<String> mechanisms;
    private final byte[] endPoint;
    private final String password;
    private final String nonce = ScramFunctions.nonce(NONCE_BYTES, new SecureRandom());
    private final ScramMechanism mechanism;
    private final String clientFirst;
    private ScramClient client;
    private boolean verified;

    /** @param server the certificate that the login is to be bound to, if the server knows how; else null */
    ScramExchange(List<String> mechanisms, String password, X509Certificate server) {
        if (password.isEmpty()) {
            throw new PostgresException("The server asks for a password and none was given.");
        }
        this.endPoint = server == null ? new byte[0] : endPoint(server);
        this.mechanisms = mechanisms.stream()
                .filter(name -> endPoint.length > 0 || !name.endsWith(BOUND))
                .toList();
        this.password = password;
        try {
            ScramClient first = built(builder().password(password.toCharArray()));
            this.mechanism = first.getScramMechanism();
            this.clientFirst = first.clientFirstMessage().toString();
        } catch (IllegalArgumentException e) {
            throw new PostgresException("Of the server's ways to log in, " + mechanisms + ", none is known here.", e);
        }
    }

    /** Empty where no hash of the certificate is defined. */
    private static byte[] endPoint(X509Certificate server) {
        try {
            return TlsServerEndpoint.getChannelBindingData(server);
        } catch (CertificateEncodingException e) {
            return new byte[0];
        }
    }

    /** Whether the login is bound to the server's certificate. */
    boolean isBound() {
        return mechanism.getName().endsWith(BOUND);
    }

    String mechanism() {
        return mechanism.getName();
    }

    String clientFirst() {
        return clientFirst;
    }

    String clientFinal(String serverFirst) {
        try {
            ServerFirstMessage message = ServerFirstMessage.parseFrom(serverFirst, nonce);
            Keys keys = keys(new Role(mechanism, password, message.getSalt(), message.getIterationCount()));
            client = built(builder().clientAndServerKey(keys.client, keys.server));
            client.clientFirstMessage();
            client.serverFirstMessage(serverFirst);
            return client.clientFinalMessage().toString();
        } catch (ScramException e) {
            throw new PostgresException("The server's part of the log-in is wrong: " + e.getMessage(), e);
        }
    }

    /** Makes sure that the server knows the password too. */
    void verify(String serverFinal) {
        try {
            client.serverFinalMessage(serverFinal);
            verified = true;
        } catch (ScramException e) {
            throw new PostgresException("The server could not prove that it knows the password: " + e.getMessage(), e);
        }
    }

    boolean isVerified() {
        return verified;
    }

    /** Nobody waits for what somebody else derives. */
    private static Keys keys(Role role) {
        if (role.iterations > MOST_ITERATIONS) {
            throw new PostgresException("The server wants a password hashed " + role.iterations + " times, and "
                    + MOST_ITERATIONS + " is the most here. Set scram_iterations lower and the role's password anew.");
        }
        Keys known = KEYS.get(role.source());
        if (known != null) {
            return known;
        }
        Keys derived = derive(role);
        KEYS.put(role.source(), derived);
        return derived;
    }

    private static Keys derive(Role role) {
        byte[] salted = saltedPassword(role);
        return new Keys(
                ScramFunctions.clientKey(role.mechanism, salted), ScramFunctions.serverKey(role.mechanism, salted));
    }

    private static byte[] saltedPassword(Role role) {
        try {
            return ScramFunctions.saltedPassword(
                    role.mechanism,
                    StringPreparation.POSTGRESQL_PREPARATION,
                    role.password.toCharArray(),
                    Base64.getDecoder().decode(role.salt),
                    role.iterations);
        } catch (IndexOutOfBoundsException e) {
            // The library fails on what its preparation leaves nothing of.
            throw new PostgresException("A password of invisible characters alone cannot be used here.", e);
        }
    }

    /** The protocol's user name field stays empty: the server takes the one of the start-up message. */
    private ScramClient.PasswordBuildStage builder() {
        return ScramClient.builder().advertisedMechanisms(mechanisms).username("*");
    }

    private ScramClient built(ScramClient.FinalBuildStage stage) {
        if (endPoint.length > 0) {
            stage.channelBinding(TlsServerEndpoint.TLS_SERVER_END_POINT, endPoint);
        }
        return stage.nonceSupplier(() -> nonce).build();
    }
}

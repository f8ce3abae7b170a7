package dev.jprisma.postgres.wire;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.StringPreparation;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What PostgreSQL stores of a password (its documentation, {@code pg_authid}). It is said instead of the password,
 * which thus stands in no statement and in no log.
 */
public final class ScramVerifier {
    /** The fewest that clients accept. */
    private static final int ITERATIONS = 4096;

    private static final int SALT_BYTES = 16;

    private ScramVerifier() {}

    /** {@code SCRAM-SHA-256$4096:SALT$STOREDKEY:SERVERKEY}: letters, digits and {@code $:+/=-}, no quotes. */
    public static String of(String password) {
        ScramMechanism mechanism = ScramMechanism.SCRAM_SHA_256;
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        byte[] salted = ScramFunctions.saltedPassword(
                mechanism, StringPreparation.POSTGRESQL_PREPARATION, password.toCharArray(), salt, ITERATIONS);
        byte[] storedKey = ScramFunctions.storedKey(mechanism, ScramFunctions.clientKey(mechanism, salted));
        byte[] serverKey = ScramFunctions.serverKey(mechanism, salted);
        return mechanism.getName() + "$" + ITERATIONS + ":" + base64(salt) + "$" + base64(storedKey) + ":"
                + base64(serverKey);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}

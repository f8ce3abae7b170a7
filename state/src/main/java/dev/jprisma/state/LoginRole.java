package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A role that jprisma made in an instance. The instance's record says which there are, whatever data it has: other data
 * gets them before anybody can log in, and those of another instance are closed.
 *
 * @param name letters, digits and underscores
 * @param verifier what PostgreSQL stores of its password
 */
public record LoginRole(LoginKind kind, String name, String verifier) {
    private static final String MAC = "HmacSHA256";
    private static final int PASSWORD_BYTES = 24;

    public LoginRole {
        requireNonNull(kind, "kind");
        requireNonNull(verifier, "verifier");
        if (!requireNonNull(name, "name").matches("[a-z0-9_]{1,63}")) {
            throw new JprismaException(ErrorKind.INVALID, name + " is no name of a role of ours");
        }
    }

    /**
     * The password of an instance's role of a kind: the same each time, without being kept anywhere. Whoever knows it
     * knows no other.
     */
    public static InstancePassword password(InstanceRecord instance, LoginKind kind) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(instance.secret().getBytes(StandardCharsets.UTF_8), MAC));
            byte[] bytes = mac.doFinal(("role " + kind.roleName()).getBytes(StandardCharsets.UTF_8));
            return new InstancePassword(
                    Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, PASSWORD_BYTES)),
                    PasswordKind.RANDOM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

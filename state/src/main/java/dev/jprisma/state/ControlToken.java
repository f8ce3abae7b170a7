package dev.jprisma.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret of a home's HTTP port: 32 random bytes as 43 characters of base64url, in a file that its owner alone can
 * read. Whoever has it may do what the commands do.
 */
public final class ControlToken {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;
    private static final String FORM = "[A-Za-z0-9_-]{43}";

    private final String text;

    private ControlToken(String text) {
        this.text = text;
    }

    /**
     * The home's, made if it has none. One process at a time may call this, the daemon.
     *
     * @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) if its file cannot be read or written, or holds
     *     something else
     */
    public static ControlToken of(JprismaHome home) {
        try {
            String text = HomeFile.read(home.controlToken()).strip();
            if (!text.matches(FORM)) {
                throw new JprismaException(
                        ErrorKind.HOME_UNUSABLE,
                        home.controlToken() + " holds no token: delete it, and the next jprisma console makes one");
            }
            return new ControlToken(text);
        } catch (NoSuchFileException none) {
            ControlToken made = new ControlToken(random());
            AtomicFile.write(home.controlToken(), made.text + "\n");
            return made;
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "The control token " + home.controlToken() + " " + HomeFile.cannotBeRead(e),
                    e);
        }
    }

    /** A text that nobody can guess, of the form of a token. */
    public static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** As its owner gets it. */
    public String text() {
        return text;
    }

    /** Whether that is it; how long it takes tells nothing of where it differs. */
    public boolean is(String asked) {
        return MessageDigest.isEqual(bytes(), asked.getBytes(StandardCharsets.UTF_8));
    }

    /** What only who has the token can have made of that text: its HMAC-SHA256, as 43 characters of base64url. */
    public String signature(String of) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes(), ALGORITHM));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(of.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    private byte[] bytes() {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "ControlToken";
    }
}

package dev.jprisma.postgres.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.SSLException;

/** The private key of a client certificate: PKCS #8, encrypted or not, or the older form of RSA keys, in PEM. */
final class PrivateKeyFile {

    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]*)-----END");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);
    /** The version of PKCS #8 and the algorithm RSA (RFC 5208, RFC 8017), which stand before the key itself. */
    private static final byte[] RSA_HEAD = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private PrivateKeyFile() {}

    /**
     * @param password null if it is not encrypted
     * @throws SSLException if it cannot be used; it says why
     */
    static PrivateKey read(Path file, String password) throws IOException {
        requirePrivate(file);
        Matcher pem = PEM.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            throw new SSLException("there is no private key in PEM in " + file);
        }
        try {
            return key(file, pem.group(1), pem.group(2), password);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SSLException("the private key in " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** As libpq wants it: of a key that others can read nobody knows who has it. */
    private static void requirePrivate(Path file) throws IOException {
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (view != null && view.readAttributes().permissions().stream().anyMatch(OF_OTHERS::contains)) {
                throw new SSLException("others can read or write the private key " + file + ": chmod 600 " + file);
            }
        } catch (NoSuchFileException e) {
            throw new SSLException("there is no file " + file, e);
        }
    }

    private static PrivateKey key(Path file, String label, String base64, String password)
            throws IOException, GeneralSecurityException {
        boolean oldEncryption = base64.contains("Proc-Type");
        byte[] bytes = oldEncryption ? new byte[0] : Base64.getMimeDecoder().decode(base64);
        if (label.equals("PRIVATE KEY")) {
            return key(bytes);
        }
        if (label.equals("ENCRYPTED PRIVATE KEY")) {
            if (password == null) {
                throw new SSLException("the private key " + file + " is encrypted: name its password by sslpassword");
            }
            return key(decrypted(bytes, password));
        }
        if (label.equals("RSA PRIVATE KEY") && !oldEncryption) {
            return key(sequence(RSA_HEAD, der(0x04, bytes)));
        }
        throw new SSLException("the private key " + file + " is in an old form; in a new one: openssl pkcs8 -topk8"
                + " -nocrypt -in " + file + " -out NEW");
    }

    private static byte[] decrypted(byte[] bytes, String password) throws IOException, GeneralSecurityException {
        EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(bytes);
        // Of PBES2 the parameters alone know which ciphers it is made of.
        String algorithm = encrypted.getAlgName().equals("PBES2")
                ? encrypted.getAlgParameters().toString()
                : encrypted.getAlgName();
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray())),
                encrypted.getAlgParameters());
        return cipher.doFinal(encrypted.getEncryptedData());
    }

    private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                // Perhaps of the next.
            }
        }
        throw new InvalidKeySpecException("it is none of " + String.join(", ", ALGORITHMS));
    }

    private static byte[] sequence(byte[] first, byte[] second) {
        return der(
                0x30,
                ByteBuffer.allocate(first.length + second.length)
                        .put(first)
                        .put(second)
                        .array());
    }

    private static byte[] der(int tag, byte[] content) {
        // No key of RSA is so short, or so long, that its length takes another number of bytes than two.
        return ByteBuffer.allocate(content.length + 4)
                .put((byte) tag)
                .put((byte) 0x82)
                .putShort((short) content.length)
                .put(content)
                .array();
    }
}

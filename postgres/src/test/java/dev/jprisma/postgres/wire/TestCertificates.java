package dev.jprisma.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** An authority and what it certifies, as PEM files in a folder. */
final class TestCertificates {
    private static final String PASSWORD = "of-tests";

    private final Path folder;
    private final String authority;

    TestCertificates(Path folder, String authority) throws IOException, InterruptedException {
        this.folder = folder;
        this.authority = authority;
        keytool(
                authority,
                List.of(
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + authority,
                        "-ext",
                        "bc:c"));
        Files.write(root(), keytool(authority, List.of("-exportcert", "-rfc")));
    }

    /** Of the authority. */
    Path root() {
        return folder.resolve(authority + ".crt");
    }

    Path certificate(String name) {
        return folder.resolve(name + ".crt");
    }

    Path key(String name) {
        return folder.resolve(name + ".key");
    }

    /**
     * Certifies somebody, whose key is then in {@code NAME.key}.
     *
     * @param extension such as {@code SAN=dns:localhost}; null for none
     */
    void certify(String name, String extension) throws IOException, InterruptedException, GeneralSecurityException {
        keytool(name, List.of("-genkeypair", "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=" + name));
        Path request = folder.resolve(name + ".csr");
        Files.write(request, keytool(name, List.of("-certreq")));
        List<String> sign = new ArrayList<>(List.of("-gencert", "-rfc", "-infile", request.toString()));
        if (extension != null) {
            sign.addAll(List.of("-ext", extension));
        }
        Files.write(certificate(name), keytool(authority, sign));
        write(key(name), "PRIVATE KEY", exported(name).getEncoded());
    }

    /** The key in the form that OpenSSL wrote before version 3: the number itself without a head. */
    Path oldKey(String name) throws IOException, GeneralSecurityException {
        byte[] pkcs8 = exported(name).getEncoded();
        Path file = folder.resolve(name + "-old.key");
        // Behind a sequence, a version, the algorithm, and the head of an octet string.
        write(file, "RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length));
        return file;
    }

    private Key exported(String name) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store(name))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store.getKey(name, PASSWORD.toCharArray());
    }

    private static void write(Path file, String label, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        Files.writeString(file, "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n");
    }

    private Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    private byte[] keytool(String name, List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(words);
        command.addAll(
                List.of("-alias", name, "-keystore", store(name).toString(), "-storepass", PASSWORD, "-validity", "2"));
        if (!words.get(0).startsWith("-gen")) {
            command.removeAll(List.of("-validity", "2"));
        }
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("keytool.log").toFile())
                .start();
        process.getOutputStream().close();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor())
                .as(() -> words + " " + new String(output, StandardCharsets.UTF_8))
                .isZero();
        return output;
    }
}

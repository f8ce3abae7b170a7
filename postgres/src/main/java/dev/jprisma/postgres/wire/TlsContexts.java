package dev.jprisma.postgres.wire;

import dev.jprisma.state.ServerHost;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whom connections trust and who they are, read from files once, and again when those have changed. */
final class TlsContexts {

    private static final int MOST_KEPT = 32;

    private static final Map<Key, SSLContext> CONTEXTS =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, SSLContext> eldest) {
                    return size() > MOST_KEPT;
                }
            });

    private record Key(TlsSettings settings, List<FileTime> changed) {}

    private TlsContexts() {}

    /** @throws SSLException if a file that is named cannot be used; it says which and why */
    static SSLEngine engine(Route route) throws IOException {
        ServerHost host = route.host();
        SSLEngine engine = context(route.tls()).createSSLEngine(host.host(), host.port());
        engine.setUseClientMode(true);
        if (route.tls().mode() == TlsMode.VERIFY_FULL) {
            SSLParameters parameters = engine.getSSLParameters();
            // The rules by which a name matches a certificate, which are HTTPS's.
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
        }
        return engine;
    }

    private static SSLContext context(TlsSettings settings) throws IOException {
        Key key = new Key(
                settings,
                Stream.of(settings.rootCertificates(), settings.certificate(), settings.key())
                        .map(TlsContexts::changedAt)
                        .toList());
        SSLContext known = CONTEXTS.get(key);
        if (known != null) {
            return known;
        }
        try {
            SSLContext made = SSLContext.getInstance("TLS");
            made.init(keyManagers(settings), trustManagers(settings), null);
            CONTEXTS.put(key, made);
            return made;
        } catch (GeneralSecurityException e) {
            throw new SSLException("its certificates or key cannot be used: " + e.getMessage(), e);
        }
    }

    private static FileTime changedAt(Path file) {
        try {
            return file == null ? FileTime.fromMillis(0) : Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static TrustManager[] trustManagers(TlsSettings settings) throws IOException, GeneralSecurityException {
        if (!settings.verifies()) {
            return new TrustManager[] {new Anybody()};
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(TlsSettings.SYSTEM.equals(settings.rootCertificates()) ? null : roots(settings));
        return factory.getTrustManagers();
    }

    private static KeyStore roots(TlsSettings settings) throws IOException, GeneralSecurityException {
        if (settings.rootCertificates() == null) {
            throw new SSLException("sslmode=" + settings.mode() + " needs the certificate of an authority to trust:"
                    + " sslrootcert=FILE, or sslrootcert=system for those that this machine's Java trusts");
        }
        KeyStore store = emptyStore();
        for (Certificate root : certificates(settings.rootCertificates())) {
            store.setCertificateEntry("root" + store.size(), root);
        }
        return store;
    }

    private static KeyManager[] keyManagers(TlsSettings settings) throws IOException, GeneralSecurityException {
        if (settings.certificate() == null) {
            return null;
        }
        if (settings.key() == null) {
            throw new SSLException("there is a client certificate and no key to it: name it by sslkey=FILE");
        }
        List<Certificate> chain = certificates(settings.certificate());
        PrivateKey key = PrivateKeyFile.read(settings.key(), settings.keyPassword());
        KeyStore store = emptyStore();
        store.setKeyEntry("client", key, new char[0], chain.toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static List<Certificate> certificates(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            List<Certificate> found =
                    List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (found.isEmpty()) {
                throw new SSLException("there is no certificate in " + file);
            }
            return found;
        } catch (CertificateException e) {
            throw new SSLException("there is no certificate that can be read in " + file + ": " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new SSLException("there is no file " + file, e);
        } catch (SSLException e) {
            throw e;
        } catch (IOException e) {
            throw new SSLException(file + " cannot be read: " + Objects.toString(e.getMessage(), e.toString()), e);
        }
    }

    /** Takes whatever a server shows, which keeps out those who only listen. */
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

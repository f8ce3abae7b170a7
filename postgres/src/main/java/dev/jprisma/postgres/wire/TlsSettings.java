package dev.jprisma.postgres.wire;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * How a connection is encrypted.
 *
 * @param rootCertificates a PEM file of authorities to trust, or {@link #SYSTEM} for those of the Java runtime; null
 *     for none
 * @param certificate a PEM file with the client's own certificate; null for none
 * @param key the PEM file of that one's private key; null if there is no certificate
 * @param keyPassword of an encrypted key; null for none; never printed
 */
public record TlsSettings(
        TlsMode mode,
        Path rootCertificates,
        Path certificate,
        Path key,
        String keyPassword,
        ChannelBinding channelBinding) {
    /** Stands for the authorities that the Java runtime trusts. */
    public static final Path SYSTEM = Path.of("system");

    /** No encryption. */
    public static final TlsSettings NONE =
            new TlsSettings(TlsMode.DISABLE, null, null, null, null, ChannelBinding.PREFER);

    public TlsSettings {
        requireNonNull(mode, "mode");
        requireNonNull(channelBinding, "channelBinding");
    }

    /** Whether the server has to prove with a certificate who it is. */
    boolean verifies() {
        return mode == TlsMode.VERIFY_CA || mode == TlsMode.VERIFY_FULL || rootCertificates != null;
    }

    @Override
    public String toString() {
        return "sslmode=" + mode;
    }
}

package dev.jprisma.state.control;

import dev.jprisma.state.InstanceView;

/**
 * @param created whether it was made just now
 * @param server which of its servers answered, {@code host:port}
 * @param encryption the version of TLS with which it did, such as {@code TLSv1.3}; null if it was not encrypted
 * @param pooler whether a pooler stands between
 */
public record LinkedInstance(
        InstanceView instance, boolean created, String server, String encryption, boolean pooler) {}

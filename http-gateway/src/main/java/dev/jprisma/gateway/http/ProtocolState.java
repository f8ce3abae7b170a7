package dev.jprisma.gateway.http;

/** What the requests of one protocol to one instance share. Of many threads. */
public interface ProtocolState extends AutoCloseable {

    @Override
    void close();
}

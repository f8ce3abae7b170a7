package dev.jprisma.testing;

/** One database's gateway. */
interface HttpEndpoint extends AutoCloseable {
    String httpUrl();

    String prismaPostgresUrl();

    @Override
    void close();
}

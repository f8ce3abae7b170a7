package dev.jprisma.gateway.http;

/** Makes of a large body as it arrives what its request is handled with. Of many threads. */
public interface BodyReader {

    /**
     * Reads the body to its end.
     *
     * @return what {@link Exchange#readBody} is then
     * @throws RuntimeException thrown by {@link Exchange#readBody} then, after the rest of the body has been skipped
     */
    Object read(ArrivingBody body);
}

package dev.jprisma.postgres.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/**
 * What a server sends, which may take it any time, as long as there is a server. TCP tells nothing of a machine that is
 * gone for as long as it repeats what that has not confirmed.
 */
final class PatientInput extends BlockInput {

    private final InputStream in;
    private final Transport transport;

    PatientInput(InputStream in, Transport transport) {
        this.in = in;
        this.transport = transport;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        while (true) {
            try {
                return in.read(target, offset, count);
            } catch (SocketTimeoutException e) {
                if (!transport.mayWaitOn()) {
                    throw transport.isLimited() ? e : new SocketException("nothing answers there any more");
                }
            }
        }
    }
}

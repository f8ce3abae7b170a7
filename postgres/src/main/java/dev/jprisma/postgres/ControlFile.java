package dev.jprisma.postgres;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.UntrustedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * What {@code global/pg_control} says of a cluster, as far as it stands where it stood in all versions from 11 on
 * ({@code ControlFileData} in {@code catalog/pg_control.h}).
 *
 * @param state a {@code DBState}
 * @param redo where the last checkpoint begins in the WAL
 * @param timeline on which
 */
record ControlFile(int state, long redo, int timeline) {
    private static final int STATE = 16;
    private static final int REDO = 40;
    private static final int TIMELINE = 48;
    private static final int BYTES = 52;

    /** {@code DB_SHUTDOWNED}; the next one is that of a standby. */
    private static final int SHUT_DOWN = 1;

    private static final int SHUT_DOWN_IN_RECOVERY = 2;

    /** @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) if the cluster has none */
    static ControlFile of(Path dataDirectory) {
        Path global = dataDirectory.resolve("global");
        try {
            if (!Files.isDirectory(global, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("global is no folder");
            }
            byte[] bytes = UntrustedFile.read(global.resolve("pg_control")).getBytes(StandardCharsets.ISO_8859_1);
            if (bytes.length < BYTES) {
                throw new IOException("it is cut off");
            }
            ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
            return new ControlFile(fields.getInt(STATE), fields.getLong(REDO), fields.getInt(TIMELINE));
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    dataDirectory + " is no whole cluster: global/pg_control cannot be read (" + JprismaHome.reason(e)
                            + ")",
                    e);
        }
    }

    /** Whether its last server was shut down: then nothing has to be recovered. */
    boolean isShutDown() {
        return state == SHUT_DOWN || state == SHUT_DOWN_IN_RECOVERY;
    }
}

package dev.jprisma.postgres;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.ScramVerifier;
import dev.jprisma.postgres.wire.ServerError;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.postgres.wire.Statement;
import dev.jprisma.state.Credentials;
import dev.jprisma.state.PostmasterPidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Whether a postmaster serves: its pid file says so, and its superuser can log in, run a statement and finds himself in
 * this data directory and not in that of another server on the same port. Where PostgreSQL refuses him it serves too:
 * password, role and database are the user's to change.
 *
 * <p>A cluster that has the password it was copied with gets its own by the same session.
 */
final class ReadinessProbe {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private static final String WRONG_PASSWORD = "28P01";
    /** It starts, stops or recovers. */
    private static final String CANNOT_CONNECT_NOW = "57P03";

    private final PostmasterOptions options;
    /** Of a cluster's own password, where it has yet to get that; null otherwise. */
    private final String verifier;

    private ServerError refusal;
    private String lastFailure = "postmaster.pid does not say that it is ready";

    /** Takes the moment in which the postmaster starts for what is long to compute. */
    ReadinessProbe(PostmasterOptions options) {
        this.options = options;
        this.verifier = options.password().isSet()
                ? null
                : ScramVerifier.of(options.password().own());
    }

    boolean isReady() {
        return PostmasterPidFile.read(options.dataDirectory())
                        .filter(PostmasterPidFile::ready)
                        .isPresent()
                && answers();
    }

    /** What the last question failed at. */
    String lastFailure() {
        return lastFailure;
    }

    /** Why the superuser is not let in by a server that serves; null if he is. */
    ServerError refusal() {
        return refusal;
    }

    private boolean answers() {
        try {
            return logsIn();
        } catch (ServerErrorException e) {
            lastFailure = e.getMessage();
            if (e.error().code().equals(CANNOT_CONNECT_NOW) || !isOurs()) {
                return false;
            }
            refusal = e.error();
            return true;
        } catch (PostgresException | IOException e) {
            lastFailure = e.getMessage();
            return false;
        }
    }

    private boolean logsIn() throws IOException {
        ServerErrorException wrong = null;
        for (String candidate : options.password().candidates()) {
            try (PostgresConnection connection =
                    PostgresConnection.open(PostgresAddress.of(options.port(), candidate), CONNECT_LIMIT)) {
                return isInDataDirectory(connection) && setPassword(connection, candidate);
            } catch (ServerErrorException e) {
                if (!e.error().code().equals(WRONG_PASSWORD)) {
                    throw e;
                }
                wrong = e;
            }
        }
        throw wrong;
    }

    private boolean isInDataDirectory(PostgresConnection connection) throws IOException {
        DataDirectoryReader found = new DataDirectoryReader();
        connection.execute(
                Statement.of("SELECT current_setting('data_directory')").once(), found);
        if (Files.isSameFile(Path.of(found.dataDirectory), options.dataDirectory())) {
            return true;
        }
        lastFailure = "port " + options.port() + " is answered by the server of " + found.dataDirectory;
        return false;
    }

    /** Does not wait for the disk: if this is lost in a crash, the first password is valid again and replaced again. */
    private boolean setPassword(PostgresConnection connection, String current) {
        String own = options.password().own();
        if (!current.equals(own)) {
            String stored = verifier != null ? verifier : ScramVerifier.of(own);
            connection.query(
                    "SET synchronous_commit = off; ALTER ROLE " + Credentials.USER + " PASSWORD '" + stored + "'",
                    ResultReceiver.NONE);
        }
        return true;
    }

    /** Who is not let in cannot ask for the data directory; the file in it says who listens on which port. */
    private boolean isOurs() {
        return new DataDirectory(options.dataDirectory()).livePostmaster().isPresent()
                && PostmasterPidFile.read(options.dataDirectory())
                        .filter(file -> file.port() == options.port())
                        .isPresent();
    }

    private static final class DataDirectoryReader implements ResultReceiver {
        private String dataDirectory = "";

        @Override
        public void row(Row row) {
            dataDirectory = row.text(0);
        }
    }
}

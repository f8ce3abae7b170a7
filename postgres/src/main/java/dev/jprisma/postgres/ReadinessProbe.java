package dev.jprisma.postgres;

import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.Statement;
import dev.jprisma.state.PostmasterPidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Whether a postmaster serves: its pid file says so, and a user can log in, run a statement and finds himself in this
 * data directory and not in that of another server on the same port.
 */
final class ReadinessProbe {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final PostmasterOptions options;
    private String lastFailure = "postmaster.pid does not say that it is ready";

    ReadinessProbe(PostmasterOptions options) {
        this.options = options;
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

    private boolean answers() {
        try (PostgresConnection connection =
                PostgresConnection.open(PostgresAddress.of(options.port()), CONNECT_LIMIT)) {
            DataDirectoryReader found = new DataDirectoryReader();
            connection.execute(
                    Statement.of("SELECT current_setting('data_directory')").once(), found);
            if (Files.isSameFile(Path.of(found.dataDirectory), options.dataDirectory())) {
                return true;
            }
            lastFailure = "port " + options.port() + " is answered by the server of " + found.dataDirectory;
        } catch (PostgresException | IOException e) {
            lastFailure = e.getMessage();
        }
        return false;
    }

    private static final class DataDirectoryReader implements ResultReceiver {
        private String dataDirectory = "";

        @Override
        public void row(Row row) {
            dataDirectory = row.text(0);
        }
    }
}

package dev.jprisma.daemon;

import dev.jprisma.postgres.PostgresInstallation;
import dev.jprisma.postgres.Storage;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.PostgresChoice;
import dev.jprisma.state.control.StartInstance;
import java.nio.file.Path;

/** Which PostgreSQL an instance runs on. */
final class PostgresOf {
    private PostgresOf() {}

    /**
     * What a new instance is to have.
     *
     * @param data where it goes; what is there already, since its record was lost, decides
     * @throws dev.jprisma.state.JprismaException if what was asked for is not there, or is two things
     */
    static PostgresChoice newInstance(StartInstance request, Path data, Storage storage) {
        int major = storage.majorOf(data)
                .orElse(request.postgresMajor() == null ? PostgresChoice.NEWEST : request.postgresMajor());
        if (!namesHome(request.postgresHome())) {
            return PostgresChoice.of(major);
        }
        PostgresChoice found = PostgresInstallation.find(Path.of(request.postgresHome()), storage);
        boolean isFree =
                request.postgresMajor() == null && storage.majorOf(data).isEmpty();
        return isFree ? found : new PostgresChoice(major, found.home());
    }

    /** What one of before has from this start on. */
    static PostgresChoice of(InstanceRecord instance, StartInstance request, Storage storage) {
        if (request.postgresHome() == null) {
            return instance.postgres();
        }
        int major = instance.postgres().major();
        return namesHome(request.postgresHome())
                ? new PostgresChoice(
                        major,
                        PostgresInstallation.find(Path.of(request.postgresHome()), storage)
                                .home())
                : PostgresChoice.of(major);
    }

    static boolean isHome(InstanceRecord instance, String asked) {
        String actual = instance.postgresHome();
        return namesHome(asked) ? actual != null && Path.of(asked).startsWith(actual) : actual == null;
    }

    private static boolean namesHome(String asked) {
        return asked != null && !asked.equals(StartInstance.OUR_OWN);
    }
}

package dev.jprisma.cli.project;

import dev.jprisma.state.HistoryLength;
import dev.jprisma.state.HttpLimits;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ServerSetting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a {@code jprisma.toml} says of its folder's instance. Null is what it does not say; the folders and files that
 * it names are absolute, and need not be there.
 *
 * @param file the file itself
 * @param folder that has it, by its real path
 * @param name of the instance; the folder's where the file says none
 * @param ports of a new instance
 * @param postgresMajor the version of PostgreSQL
 * @param extensions that its database is to have
 * @param settings of its server
 * @param limits of production for its HTTP URL
 * @param history how much of it is kept
 * @param allowedOrigins of web pages that may use its HTTP port
 * @param migrations a folder of them
 * @param seed what fills a new one
 * @param environment where its URLs are written
 */
public record Project(
        Path file,
        Path folder,
        InstanceName name,
        ProjectPorts ports,
        Integer postgresMajor,
        List<String> extensions,
        List<ServerSetting> settings,
        HttpLimits limits,
        HistoryLength history,
        List<String> allowedOrigins,
        Path migrations,
        Seed seed,
        ProjectEnvironment environment) {

    /**
     * The project that a folder belongs to, if any; no library is loaded where there is none.
     *
     * @throws JprismaException ({@link dev.jprisma.state.ErrorKind#INPUT_UNUSABLE}) if its file is not to be trusted,
     *     or says what cannot be
     */
    public static Optional<Project> around(Path workingFolder) {
        Optional<Path> found = ProjectSearch.ofThisUser().from(workingFolder);
        // A method reference would load the reader, and of its library what Java verifies it by.
        return found.isPresent() ? Optional.of(ProjectReader.read(found.get())) : Optional.empty();
    }

    /** Whether it has more to do after the start than to be started. */
    public boolean isToBePrepared() {
        return !extensions.isEmpty() || migrations != null || seed != null || environment != null;
    }
}

package dev.jprisma.console.studio;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where the Studio is that was last asked for, for each instance; forgotten with the daemon. Safe for threads. */
public final class StudioFolders {
    static final String SCRIPT = "studio.js";
    static final String STYLE = "studio.css";

    private final Map<InstanceName, Path> folders = new ConcurrentHashMap<>();

    /**
     * From now on that instance's Studio is the one in this folder.
     *
     * @throws JprismaException ({@link ErrorKind#INVALID}) if there is none
     */
    public void put(InstanceName instance, Path folder) {
        if (!Files.isRegularFile(folder.resolve(SCRIPT)) || !Files.isRegularFile(folder.resolve(STYLE))) {
            throw new JprismaException(
                    ErrorKind.INVALID, "There is no " + SCRIPT + " with its " + STYLE + " in " + folder);
        }
        folders.put(instance, folder);
    }

    /** @throws JprismaException ({@link ErrorKind#NOT_FOUND}) if nobody has asked for one */
    Path of(InstanceName instance) {
        Path folder = folders.get(instance);
        if (folder == null) {
            throw new JprismaException(
                    ErrorKind.NOT_FOUND,
                    "The daemon does not know where Studio is (any more). Type: jprisma studio " + instance);
        }
        return folder;
    }
}

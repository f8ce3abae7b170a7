package dev.jprisma.postgres;

import dev.jprisma.state.ExtensionFolder;
import dev.jprisma.state.ServerSetting;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings by which a server finds extensions that are not in its installation, which those before 18 do not know.
 */
public final class ExtensionPaths {
    /** The first version with {@code extension_control_path}. */
    private static final int FIRST = 18;

    private ExtensionPaths() {}

    /** Whether servers of that version find all of an extension elsewhere; else it has to be in their installation. */
    public static boolean areKnownTo(int major) {
        return major >= FIRST;
    }

    /** Whether a folder can be named there, which nothing quotes. */
    public static boolean canName(ExtensionFolder folder) {
        return !folder.path().toString().contains(File.pathSeparator);
    }

    /** Those for a folder, behind what comes with PostgreSQL. */
    static List<ServerSetting> of(ExtensionFolder folder, int major) {
        return canName(folder) ? of(List.of(folder), major) : List.of();
    }

    /** The same for several. */
    public static List<ServerSetting> of(List<ExtensionFolder> folders, int major) {
        if (!areKnownTo(major)) {
            return List.of();
        }
        List<String> control = new ArrayList<>(List.of("$system"));
        List<String> libraries = new ArrayList<>(List.of("$libdir"));
        for (ExtensionFolder folder : folders) {
            control.add(folder.share().toString());
            libraries.add(folder.lib().toString());
        }
        return List.of(
                new ServerSetting("dynamic_library_path", String.join(File.pathSeparator, libraries)),
                new ServerSetting("extension_control_path", String.join(File.pathSeparator, control)));
    }
}

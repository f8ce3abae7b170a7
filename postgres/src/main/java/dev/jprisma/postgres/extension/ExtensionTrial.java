package dev.jprisma.postgres.extension;

import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.ExtensionPaths;
import dev.jprisma.postgres.PostgresInstallation;
import dev.jprisma.postgres.ThrowAwayServer;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.ServerError;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.ExtensionFolder;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ServerSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Loads an extension's libraries and creates it, on a server that is thrown away: what is made for another version,
 * processor or C library, or lacks something, shows here, in the server's own words.
 */
final class ExtensionTrial {
    private static final String PRELOADED = "pg_stat_statements";
    private static final Pattern LACKING =
            Pattern.compile("required extension \"(.+)\" is not (?:available|installed)");

    private final ClusterFactory clusters;
    private final PostgresInstallation installation;
    private final List<ExtensionFolder> folders;

    /** @param folders where the server looks for extensions, the one on trial among them */
    ExtensionTrial(ClusterFactory clusters, PostgresInstallation installation, List<ExtensionFolder> folders) {
        this.clusters = clusters;
        this.installation = installation;
        this.folders = folders;
    }

    /**
     * Returns the names of those libraries that work only where they are loaded as the server starts.
     *
     * @throws JprismaException ({@link ErrorKind#INPUT_UNUSABLE}) in the server's words, if it cannot be created
     */
    List<String> run(ExtensionFiles files) {
        List<String> libraries = files.libraries().stream()
                .map(library -> library.getFileName().toString())
                .toList();
        List<String> preload = new ArrayList<>();
        while (true) {
            try (ThrowAwayServer server = ThrowAwayServer.start(clusters, installation, false, settings(preload));
                    PostgresConnection session = server.connect()) {
                String needed = firstToPreload(session, libraries, preload);
                if (needed == null) {
                    create(session, files.control(), libraries, preload);
                    return preload;
                }
                preload.add(needed);
            } catch (PreloadException e) {
                preload.addAll(e.libraries);
            } catch (PostgresException e) {
                throw refused(files.control().name(), words(e), e);
            } catch (JprismaException e) {
                throw e.kind() == ErrorKind.POSTGRES_FAILED && !preload.isEmpty()
                        ? refused(files.control().name(), e.getMessage(), e)
                        : e;
            }
        }
    }

    private List<ServerSetting> settings(List<String> preload) {
        List<ServerSetting> settings = new ArrayList<>(ExtensionPaths.of(folders, installation.major()));
        if (!preload.isEmpty()) {
            settings.add(new ServerSetting("shared_preload_libraries", PRELOADED + "," + String.join(",", preload)));
        }
        return settings;
    }

    /** Loads each; null if all could be. */
    private String firstToPreload(PostgresConnection session, List<String> libraries, List<String> preloaded) {
        for (String library : libraries) {
            try {
                // Not by its path, which may be another than that by which its functions load it.
                session.query("LOAD '" + module(library).replace("'", "''") + "'", ResultReceiver.NONE);
            } catch (ServerErrorException e) {
                boolean isHelper =
                        library.startsWith("lib") && e.error().message().contains("missing magic block");
                if (wantsToBePreloaded(e.error()) && !preloaded.contains(module(library))) {
                    return module(library);
                } else if (!isHelper) {
                    throw e;
                }
            }
        }
        return null;
    }

    private void create(
            PostgresConnection session, ControlFile control, List<String> libraries, List<String> preloaded) {
        try {
            session.query("CREATE EXTENSION \"" + control.name() + "\" CASCADE", ResultReceiver.NONE);
        } catch (ServerErrorException e) {
            List<String> others = libraries.stream()
                    .map(ExtensionTrial::module)
                    .filter(module -> !preloaded.contains(module))
                    .toList();
            if (wantsToBePreloaded(e.error()) && !others.isEmpty()) {
                throw new PreloadException(others);
            }
            throw e;
        }
    }

    /** As every such library says it. */
    private static boolean wantsToBePreloaded(ServerError error) {
        String words = error.message() + error.detail() + error.hint();
        return words.contains("shared_preload_libraries") || words.contains("preload");
    }

    private static String module(String library) {
        return library.substring(0, library.indexOf('.'));
    }

    private String words(PostgresException e) {
        if (!(e instanceof ServerErrorException refusal)) {
            return e.getMessage();
        }
        ServerError error = refusal.error();
        String words = error.message() + (error.detail() == null ? "" : ". " + error.detail());
        return words.replaceAll("/[^\"]*/([^/\"]+\\.(?:so|dylib))", "$1").replaceAll("\\.$", "");
    }

    private static JprismaException refused(String name, String words, Exception cause) {
        Matcher lacking = LACKING.matcher(words);
        String advice = lacking.find() ? ". Add that first: jprisma extension add " + lacking.group(1) : "";
        return new JprismaException(
                ErrorKind.INPUT_UNUSABLE,
                name + " does not work with this PostgreSQL: " + words + advice + ". Nothing was added",
                cause);
    }

    private static final class PreloadException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient List<String> libraries;

        PreloadException(List<String> libraries) {
            this.libraries = libraries;
        }
    }
}

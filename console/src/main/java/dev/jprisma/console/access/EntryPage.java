package dev.jprisma.console.access;

import dev.jprisma.state.AtomicFile;
import dev.jprisma.state.ControlToken;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of the home that leads a browser to a URL with a code: what starts a browser shows its arguments to all users
 * of the machine, and this file is its owner's alone.
 */
public final class EntryPage {
    private static final Logger LOG = LoggerFactory.getLogger(EntryPage.class);
    private static final String PREFIX = "console-";
    private static final String SUFFIX = ".html";

    private final Path file;

    private EntryPage(Path file) {
        this.file = file;
    }

    /** One that is not written yet. */
    public static EntryPage in(JprismaHome home) {
        return new EntryPage(home.root().resolve(PREFIX + ControlToken.random().substring(0, 8) + SUFFIX));
    }

    public Path file() {
        return file;
    }

    /** @param url whose one letter that means something else in HTML is the ampersand */
    public void write(String url) {
        AtomicFile.write(file, """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="referrer" content="no-referrer">
                <meta http-equiv="refresh" content="0;url=%1$s">
                <title>jprisma console</title>
                <p><a href="%1$s">jprisma console</a>
                """.formatted(url.replace("&", "&amp;")));
    }

    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} stays, although its code is none any more: {}", file, JprismaHome.reason(e));
        }
    }

    /** Deletes those that a daemon before left, whose codes are none any more. */
    public static void deleteAll(JprismaHome home) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(home.root(), PREFIX + "*" + SUFFIX)) {
            for (Path file : left) {
                new EntryPage(file).delete();
            }
        }
    }
}

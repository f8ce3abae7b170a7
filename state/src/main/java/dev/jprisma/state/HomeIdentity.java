package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A home's folder, told from every other, its copies included: it stays the same when the folder is moved or named by a
 * link. It is the file's key in its file system (device and inode), or its path where there are no keys.
 *
 * @param text to be compared only
 */
public record HomeIdentity(String text) {
    public HomeIdentity {
        requireNonNull(text, "text");
    }

    /**
     * The identity of the folder that is the home now.
     *
     * @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) if there is none
     */
    public static HomeIdentity of(JprismaHome home) {
        try {
            Object key =
                    Files.readAttributes(home.root(), BasicFileAttributes.class).fileKey();
            return new HomeIdentity(
                    key != null ? key.toString() : home.root().toRealPath().toString());
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "The home " + home + " cannot be read (" + JprismaHome.reason(e) + ")", e);
        }
    }

    // Written out, since a record's own is made of method handles when first used, which costs a command 10 ms.
    @Override
    public boolean equals(Object other) {
        return other instanceof HomeIdentity that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}

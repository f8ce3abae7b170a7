package dev.jprisma.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An exclusive lock on a file, held by the operating system for this process until it is closed or the process ends,
 * whether or not anybody keeps the guard.
 *
 * <p>The file is never deleted: a second process could lock a new one of the same name. And while this process holds a
 * guard it opens no second channel on the file, by whatever name: closing any channel of a locked file drops the lock.
 * Safe for threads.
 */
public final class FileGuard implements AutoCloseable {
    /** Room for what is written into a lock, taken once, so that it can be written when the disk is full. */
    private static final int NOTE_BYTES = 1024;

    /**
     * What is locked: one byte, far behind the note, since Windows lets nobody read what is locked. Older versions lock
     * the whole file, of which this is a part, so that each keeps the other out.
     */
    private static final long LOCKED_BYTE = 1L << 40;

    /** Those that this process holds or tries to, by file, with their channels; that one is kept keeps the lock. */
    private static final Map<Object, Optional<FileChannel>> HELD_HERE = new ConcurrentHashMap<>();

    /** A link would lead to a file of somebody's choice. */
    private static final Set<OpenOption> OPTIONS =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final Object key;
    private final FileChannel channel;

    private FileGuard(Object key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /** Takes the lock if it is free; empty if another process, or this one, holds it. */
    public static Optional<FileGuard> tryAcquire(Path file) {
        return lock(file, false);
    }

    /**
     * Waits until no other process holds the lock.
     *
     * @throws IllegalStateException if this process holds it
     */
    public static FileGuard acquire(Path file) {
        return lock(file, true).orElseThrow(() -> new IllegalStateException(file + " is locked by this process"));
    }

    private static Optional<FileGuard> lock(Path file, boolean wait) {
        try {
            create(file);
            Object key = keyOf(file);
            if (HELD_HERE.putIfAbsent(key, Optional.empty()) != null) {
                return Optional.empty();
            }
            Optional<FileGuard> guard = Optional.empty();
            try {
                guard = lockHere(key, file, wait);
            } finally {
                guard.ifPresentOrElse(
                        held -> HELD_HERE.put(key, Optional.of(held.channel)), () -> HELD_HERE.remove(key));
            }
            return guard;
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Cannot lock " + file + " (" + JprismaHome.reason(e) + ")", e);
        }
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file, JprismaHome.ownerOnly("rw-------"));
        } catch (FileAlreadyExistsException known) {
            // As it nearly always does.
        }
    }

    /** The file itself, which has many names: a folder may be named by a link, and be moved. */
    private static Object keyOf(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "Cannot lock " + file + ", which is no file: move what is there away, and type the command again");
        }
        Object key = attributes.fileKey();
        return key != null ? key : file.toRealPath(LinkOption.NOFOLLOW_LINKS);
    }

    private static Optional<FileGuard> lockHere(Object key, Path file, boolean wait) throws IOException {
        FileChannel channel = FileChannel.open(file, OPTIONS);
        boolean locked = false;
        try {
            locked = (wait ? channel.lock(LOCKED_BYTE, 1, false) : channel.tryLock(LOCKED_BYTE, 1, false)) != null;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        return locked ? Optional.of(new FileGuard(key, channel)) : Optional.empty();
    }

    /**
     * Writes a note into the lock, for {@link #noteIn}; in place of what stood there, so that it needs no room on the
     * disk but the first time.
     *
     * @param note at most 1000 bytes
     * @return false if it cannot be written
     */
    public boolean write(String note) {
        byte[] blank = new byte[NOTE_BYTES];
        Arrays.fill(blank, (byte) ' ');
        ByteBuffer bytes = ByteBuffer.wrap(blank);
        bytes.put(note.getBytes(StandardCharsets.UTF_8)).rewind();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes, bytes.position());
            }
            return true;
        } catch (IOException full) {
            return false;
        }
    }

    /** What the last holder wrote into a lock, be it free by now; without blanks around it. */
    static String noteIn(Path file) throws IOException {
        Object key = keyOf(file);
        Optional<FileChannel> held = HELD_HERE.putIfAbsent(key, Optional.empty());
        if (held != null) {
            return held.isPresent() ? noteIn(held.get()) : "";
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return noteIn(channel);
        } finally {
            HELD_HERE.remove(key);
        }
    }

    private static String noteIn(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(NOTE_BYTES);
        int count = 0;
        while (bytes.hasRemaining() && count >= 0) {
            count = channel.read(bytes, bytes.position());
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new JprismaException(ErrorKind.HOME_UNUSABLE, "Cannot unlock (" + JprismaHome.reason(e) + ")", e);
        } finally {
            HELD_HERE.remove(key);
        }
    }
}

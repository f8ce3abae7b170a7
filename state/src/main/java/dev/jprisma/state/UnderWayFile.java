package dev.jprisma.state;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The file by which the next daemon finds what one that was killed was doing. */
final class UnderWayFile {
    private UnderWayFile() {}

    /**
     * @param damaged what a damaged one said, and what to do about it: "which says ..."
     * @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) if it cannot be read
     */
    static <T extends Record> Optional<T> read(Path file, Class<T> type, String damaged) {
        try {
            return Optional.of(RecordJson.parse(HomeFile.read(file)).to(type));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new JprismaException(ErrorKind.HOME_UNUSABLE, file + " " + HomeFile.cannotBeRead(e), e);
        } catch (IllegalArgumentException | JprismaException e) {
            throw new JprismaException(ErrorKind.HOME_UNUSABLE, file + " is damaged, " + damaged, e);
        }
    }
}

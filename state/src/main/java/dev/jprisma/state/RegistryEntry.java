package dev.jprisma.state;

import java.util.Optional;

/**
 * What stands under a name in the registry: a record, or the reason why it cannot be read. Its data is not touched
 * either way.
 *
 * @param record null if unreadable
 * @param unreadable why, or null
 * @param lost whether there is data of that name and no record at all: it can get a new one
 */
public record RegistryEntry(InstanceName name, InstanceRecord record, String unreadable, boolean lost) {
    public static RegistryEntry of(InstanceRecord record) {
        return new RegistryEntry(record.name(), record, null, false);
    }

    static RegistryEntry unreadable(InstanceName name, String why) {
        return new RegistryEntry(name, null, why, false);
    }

    static RegistryEntry lost(InstanceName name, String why) {
        return new RegistryEntry(name, null, why, true);
    }

    public Optional<InstanceRecord> readable() {
        return Optional.ofNullable(record);
    }

    /** @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) if it cannot be read */
    public InstanceRecord required() {
        if (record == null) {
            throw new JprismaException(ErrorKind.HOME_UNUSABLE, name + ": " + unreadable);
        }
        return record;
    }
}

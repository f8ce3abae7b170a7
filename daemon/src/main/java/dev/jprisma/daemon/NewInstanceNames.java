package dev.jprisma.daemon;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import java.text.Normalizer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Names of instances, made of what people call a database. Safe for threads: none is given away twice. */
final class NewInstanceNames {
    private static final int LONGEST = 63;
    private static final String WITHOUT_ONE = "database";

    private final InstanceContext context;
    private final Set<InstanceName> taken = ConcurrentHashMap.newKeySet();

    NewInstanceNames(InstanceContext context) {
        this.context = context;
    }

    /**
     * Finds a name for an instance that is then made.
     *
     * @param maker makes it; {@link ErrorKind#CONFLICT} if another one got that name meanwhile
     */
    void make(String title, Consumer<InstanceName> maker) {
        String plain = plain(title);
        for (int number = 1; ; number++) {
            InstanceName name = numbered(plain, number);
            if (!taken.add(name)) {
                continue;
            }
            try {
                if (isFree(name)) {
                    maker.accept(name);
                    return;
                }
            } catch (JprismaException e) {
                if (e.kind() != ErrorKind.CONFLICT || isFree(name)) {
                    throw e;
                }
            } finally {
                taken.remove(name);
            }
        }
    }

    /** Of one that was removed there may be snapshots, which would be the new one's. */
    private boolean isFree(InstanceName name) {
        return context.registry().find(name).isEmpty()
                && context.snapshots().registry().of(name).isEmpty();
    }

    private static InstanceName numbered(String plain, int number) {
        String suffix = number == 1 ? "" : "-" + number;
        return new InstanceName(plain.substring(0, Math.min(plain.length(), LONGEST - suffix.length())) + suffix);
    }

    static String plain(String title) {
        String plain = Normalizer.normalize(title, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-zA-Z0-9_]+", "-")
                .replaceAll("^-+|-+$", "");
        return plain.isEmpty() ? WITHOUT_ONE : plain;
    }
}

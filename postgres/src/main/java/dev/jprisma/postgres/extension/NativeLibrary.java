package dev.jprisma.postgres.extension;

import dev.jprisma.state.OperatingSystem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a library says of itself in its first bytes (ELF, Mach-O, PE): whether it can be one of this machine. All else
 * that keeps it from being loaded the server says best.
 */
final class NativeLibrary {
    private static final int HEAD = 20;
    private static final int ELF = 0x7f454c46;
    private static final int MACH_O_64 = 0xcffaedfe;
    private static final int MACH_O_FAT = 0xcafebabe;
    private static final short WINDOWS = 0x4d5a;
    private static final Map<Integer, String> ELF_MACHINES = Map.of(
            0x03, "x86", 0x28, "arm", 0x3e, "x86_64", 0xb7, "aarch64", 0x15, "ppc64le", 0x16, "s390x", 0xf3, "riscv64");
    private static final Map<Integer, String> MACH_O_CPUS = Map.of(0x01000007, "x86_64", 0x0100000c, "aarch64");

    private NativeLibrary() {}

    static boolean isNamedLikeOne(String fileName) {
        return fileName.endsWith(".so") || fileName.endsWith(".dylib");
    }

    /** Why it cannot be loaded here; empty if it may be. */
    static Optional<String> foreign(Path library) throws IOException {
        String here = machine(isMac() ? "macOS" : "Linux", processor());
        String its = target(library);
        if (its == null) {
            return Optional.of("is no library");
        }
        boolean fits = its.equals(here) || its.equals("macOS") && isMac();
        return fits ? Optional.empty() : Optional.of("is for " + its + ", and this is " + here);
    }

    /** Such as {@code Linux on x86_64}; null if it is no library. */
    private static String target(Path library) throws IOException {
        ByteBuffer head;
        try (InputStream in = Files.newInputStream(library)) {
            head = ByteBuffer.wrap(in.readNBytes(HEAD));
        }
        if (head.capacity() < HEAD) {
            return null;
        }
        int magic = head.getInt(0);
        if (magic == ELF) {
            boolean bigEndian = head.get(5) == 2;
            int number = head.order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                            .getShort(18)
                    & 0xffff;
            return machine("Linux", ELF_MACHINES.getOrDefault(number, "processor " + number));
        } else if (magic == MACH_O_64) {
            int number = head.order(ByteOrder.LITTLE_ENDIAN).getInt(4);
            return machine("macOS", MACH_O_CPUS.getOrDefault(number, "processor " + number));
        } else if (magic == MACH_O_FAT) {
            return "macOS";
        }
        return head.getShort(0) == WINDOWS ? "Windows" : null;
    }

    private static String machine(String system, String processor) {
        return system + " on " + processor;
    }

    private static String processor() {
        String name = System.getProperty("os.arch");
        return name.equals("amd64") ? "x86_64" : name;
    }

    private static boolean isMac() {
        return OperatingSystem.here() == OperatingSystem.MACOS;
    }
}

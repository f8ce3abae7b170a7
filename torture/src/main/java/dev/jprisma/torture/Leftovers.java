package dev.jprisma.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What no instance owns: processes, shared memory, folders, temporary files. */
final class Leftovers {
    private static final Pattern SEGMENT = Pattern.compile("/dev/shm/(PostgreSQL\\.\\d+)");
    /** What a JVM itself has there while it runs, and finds again. */
    private static final Pattern OF_JVMS = Pattern.compile("hsperfdata_\\w+|\\.java_pid\\d+|\\.attach_pid\\d+");

    private final Sandbox sandbox;
    private final Predicate<String> tolerated;

    Leftovers(Sandbox sandbox, Predicate<String> tolerated) {
        this.sandbox = sandbox;
        this.tolerated = tolerated;
    }

    /** @param rows what {@code ls} says, while no command is under way */
    List<String> find(List<Listed> rows, Product product) {
        // Shadow databases end by themselves soon, and the ephemeral have ended: servers are those of instances.
        List<Proc> processes = sandbox.processes();
        List<String> found = new ArrayList<>();
        ofProcesses(rows, processes, product, found);
        ofHome(rows, found);
        if (sandbox.isolated()) {
            ofSharedMemory(rows, processes, found);
            ofTemporaryFiles(found);
        }
        found.removeIf(tolerated);
        return found;
    }

    private static void ofProcesses(List<Listed> rows, List<Proc> processes, Product product, List<String> found) {
        Set<Long> owned = new TreeSet<>();
        product.daemon().ifPresent(owned::add);
        for (Proc process : processes) {
            if (process.isPostmaster()
                    && rows.stream().anyMatch(row -> row.isRunning() && row.pid() == process.pid())) {
                owned.add(process.pid());
            }
        }
        for (Proc process : processes) {
            boolean starter = processes.stream()
                    .anyMatch(child -> child.parent() == process.pid() && owned.contains(child.pid()));
            if (!owned.contains(process.pid()) && !owned.contains(process.parent()) && !starter) {
                found.add("a process: " + process);
            }
        }
    }

    private void ofHome(List<Listed> rows, List<String> found) {
        Set<String> names = rows.stream().map(Listed::name).collect(Collectors.toSet());
        for (Path root : roots()) {
            for (Path instance : Shell.list(root.resolve("instances"))) {
                if (!names.contains(instance.getFileName().toString())) {
                    found.add("a folder of no instance: " + instance);
                }
            }
            for (String name : names) {
                for (String file : List.of("exchange.json", "previous")) {
                    Path underWay = root.resolve("instances").resolve(name).resolve(file);
                    if (Files.exists(underWay)) {
                        found.add("an exchange under way: " + underWay);
                    }
                }
            }
            Shell.list(root.resolve("renames")).forEach(entry -> found.add("a rename under way: " + entry));
            Shell.list(root.resolve("trash")).forEach(entry -> found.add("in the trash: " + entry));
            for (String folder : List.of("postgres", "templates", "spares", "copies")) {
                unfinished(root.resolve(folder), 2, found);
            }
            unfinished(root, 1, found);
        }
    }

    /** What a home has that was begun and nobody finishes. */
    List<String> unfinishedIn(Path home) {
        List<String> found = new ArrayList<>();
        unfinished(home, 3, found);
        found.removeIf(tolerated);
        return found;
    }

    /**
     * The home, and where the files of root's servers are: not of homes that are gone, which the next daemon deletes.
     */
    private List<Path> roots() {
        return sandbox.roots().stream().filter(Leftovers::isOfAHome).toList();
    }

    /** The second line of its file {@code home} names the home. */
    private static boolean isOfAHome(Path servers) {
        try {
            List<String> owner = Files.readAllLines(servers.resolve("home"));
            return owner.size() < 2 || Files.exists(Path.of(owner.get(1)));
        } catch (IOException unknown) {
            return true;
        }
    }

    private static void unfinished(Path folder, int depth, List<String> found) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(folder, depth)) {
            entries.filter(entry -> entry.getFileName().toString().matches("unfinished-.*|.*\\.new|.*\\.tmp"))
                    .forEach(entry -> found.add("unfinished: " + entry));
        } catch (IOException changing) {
            found.add("changing: " + folder);
        }
    }

    private static void ofSharedMemory(List<Listed> rows, List<Proc> processes, List<String> found) {
        Set<String> used = new TreeSet<>();
        processes.stream().filter(Proc::isServer).forEach(server -> used.addAll(segmentsOf(server)));
        // A server that was killed finds its segments again by its data: those of what is stopped may stay.
        boolean stopped = rows.stream().anyMatch(row -> !row.isRunning());
        for (Path entry : Shell.list(Path.of("/dev/shm"))) {
            String name = entry.getFileName().toString();
            boolean segment = name.startsWith("PostgreSQL.");
            boolean owned = segment
                    ? stopped || used.contains(name)
                    : processes.stream().anyMatch(server -> server.cwd().startsWith(entry + "/"));
            if (!owned) {
                found.add("shared memory: " + entry);
            }
        }
    }

    private static Set<String> segmentsOf(Proc server) {
        Set<String> segments = new TreeSet<>();
        try {
            Path maps = Path.of("/proc", Long.toString(server.pid()), "maps");
            Matcher matcher = SEGMENT.matcher(Files.readString(maps, StandardCharsets.ISO_8859_1));
            while (matcher.find()) {
                segments.add(matcher.group(1));
            }
        } catch (IOException ended) {
            return Set.of();
        }
        return segments;
    }

    private void ofTemporaryFiles(List<String> found) {
        for (Path entry : Shell.list(Path.of("/tmp"))) {
            if (!sandbox.folder().startsWith(entry)
                    && !OF_JVMS.matcher(entry.getFileName().toString()).matches()) {
                found.add("a temporary file: " + entry);
            }
        }
    }
}

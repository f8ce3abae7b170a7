package dev.jprisma.torture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A machine that loses power keeps what was forced to its disk: what the daemon renames into place is forced before,
 * and the folder afterwards. No kill shows that, since the kernel keeps the pages of those who are killed; the calls
 * do.
 */
final class Forced implements Scenario {
    private static final Pattern FORCED = Pattern.compile("(?:fsync|fdatasync|syncfs)\\(\\d+<([^>]*)>.*");
    private static final Pattern RENAMED = Pattern.compile("rename(?:at2?)?\\(.*?\"([^\"]*)\",.*?\"([^\"]*)\".*");

    @Override
    public boolean needsIsolation() {
        return true;
    }

    @Override
    public void play(Session session) throws Exception {
        if (!Strace.isThere()) {
            return;
        }
        Subject subject = session.anySubject(false);
        Path output = Files.createTempFile(session.sandbox.folder(), "strace", ".txt");
        long daemon = session.product.daemon().orElseThrow();
        List<String> calls;
        Strace strace = new Strace(daemon, output, "trace=fsync,fdatasync,syncfs,rename,renameat,renameat2");
        try {
            if (subject.fate == Subject.Fate.EXISTS) {
                Product.must(session.run(Deed.REMOVE_BY_FORCE, subject));
            }
            Product.must(session.run(Deed.DETACH, subject));
            Product.must(session.run(Deed.STOP, subject));
            calls = strace.lines();
        } finally {
            strace.end();
            Files.delete(output);
        }
        int renames = 0;
        for (int i = 0; i < calls.size(); i++) {
            Matcher renamed = RENAMED.matcher(calls.get(i));
            if (renamed.find() && isKept(renamed.group(2))) {
                renames++;
                check(calls, i, renamed.group(1), renamed.group(2));
            }
        }
        session.journal.note("  %d renames among %d calls", renames, calls.size());
        if (renames == 0) {
            throw new Violation("nothing was renamed into place by a create, a start and a stop");
        }
    }

    /** Records and clusters; not what goes to the trash or is taken from a spare that was forced when it was made. */
    private static boolean isKept(String target) {
        return target.endsWith("/instance.json") || target.contains("/spare-");
    }

    private static void check(List<String> calls, int at, String source, String target) {
        boolean before = calls.subList(0, at).stream().anyMatch(call -> forces(call, source));
        if (!before) {
            throw new Violation(source + " is renamed to " + target + " and was not forced to the disk before");
        }
        String folder = target.substring(0, target.lastIndexOf('/'));
        boolean after = calls.subList(at, calls.size()).stream().anyMatch(call -> forcesExactly(call, folder));
        if (!after) {
            throw new Violation("the folder " + folder + " is not forced to the disk after the rename to " + target);
        }
    }

    private static boolean forces(String call, String path) {
        Matcher forced = FORCED.matcher(call);
        return forced.find() && forced.group(1).startsWith(path);
    }

    private static boolean forcesExactly(String call, String path) {
        Matcher forced = FORCED.matcher(call);
        return forced.find() && forced.group(1).equals(path);
    }
}

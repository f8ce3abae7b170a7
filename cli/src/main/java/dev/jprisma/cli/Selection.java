package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.Registry;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.UnknownInstance;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

/**
 * What NAME arguments mean.
 *
 * @param matched the instances, by name
 * @param unknownNames exact names that no instance has
 * @param emptyGlobs globs that match none
 */
record Selection(List<RegistryEntry> matched, List<String> unknownNames, List<String> emptyGlobs) {

    /** @throws JprismaException ({@link ErrorKind#INVALID}) if an argument is neither a name nor a glob */
    static Selection of(List<String> arguments, List<RegistryEntry> all) {
        TreeSet<String> matched = new TreeSet<>();
        List<String> unknownNames = new ArrayList<>();
        List<String> emptyGlobs = new ArrayList<>();
        for (String argument : arguments) {
            for (String pattern : argument.split(",")) {
                Predicate<String> matches = matcher(pattern);
                List<String> names = all.stream()
                        .map(entry -> entry.name().value())
                        .filter(matches)
                        .toList();
                matched.addAll(names);
                if (names.isEmpty()) {
                    (isGlob(pattern) ? emptyGlobs : unknownNames).add(pattern);
                }
            }
        }
        List<RegistryEntry> entries = all.stream()
                .filter(entry -> matched.contains(entry.name().value()))
                .toList();
        return new Selection(entries, unknownNames, emptyGlobs);
    }

    private static boolean isGlob(String pattern) {
        return pattern.matches(".*[*?\\[].*");
    }

    private static Predicate<String> matcher(String pattern) {
        if (!isGlob(pattern)) {
            return new InstanceName(pattern).value()::equals;
        }
        try {
            PathMatcher glob = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            return name -> glob.matches(Path.of(name));
        } catch (PatternSyntaxException e) {
            throw new JprismaException(ErrorKind.INVALID, "'" + pattern + "' is not a glob: " + e.getDescription(), e);
        }
    }

    /** Tells of each name that no instance has. */
    void failUnknown(BatchOutcome outcome, Registry registry) {
        unknownNames.forEach(
                name -> outcome.fail(UnknownInstance.among(name, registry).getMessage()));
    }

    void noteEmptyGlobs(Console console) {
        emptyGlobs.forEach(
                glob -> console.note("No instance matches '" + glob + "'. The ones there are: jprisma dev ls"));
    }
}

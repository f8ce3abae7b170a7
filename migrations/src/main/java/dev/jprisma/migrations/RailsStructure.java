package dev.jprisma.migrations;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rails' {@code structure.sql}: the whole schema, for an empty database, and the versions that it stands for, which it
 * inserts into {@code schema_migrations} itself.
 */
final class RailsStructure implements History {
    static final String FILE = "structure.sql";
    private static final Pattern INSERT =
            Pattern.compile("INSERT INTO \"?schema_migrations\"? \\(version\\) VALUES\\s*(.*?);", Pattern.DOTALL);
    private static final Pattern VERSION = Pattern.compile("'(\\d+)'");

    private RailsStructure() {}

    static boolean isOne(SourceFile file) {
        return INSERT.matcher(file.text()).find();
    }

    static Tool of(SourceFile file) {
        Migration all =
                new Migration(FILE, null, file, Statements.split(file, file.whole()), Transaction.WHERE_POSSIBLE);
        return new Tool("Rails", List.of(all), new RailsStructure());
    }

    @Override
    public List<Migration> pending(Session session, List<Migration> all) {
        Set<String> applied = session.hasTable("public.schema_migrations")
                ? new HashSet<>(session.column("SELECT version FROM public.schema_migrations"))
                : Set.of();
        if (applied.isEmpty()) {
            return all;
        }
        Set<String> missing = new TreeSet<>(versions(all.get(0).file()));
        missing.removeAll(applied);
        if (!missing.isEmpty()) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE,
                    all.get(0).file() + " is for an empty database, and this one lacks " + String.join(", ", missing)
                            + " only: bin/rails db:migrate");
        }
        return List.of();
    }

    private static Set<String> versions(SourceFile file) {
        Set<String> versions = new HashSet<>();
        Matcher insert = INSERT.matcher(file.text());
        while (insert.find()) {
            VERSION.matcher(insert.group(1)).results().forEach(version -> versions.add(version.group(1)));
        }
        return versions;
    }

    @Override
    public void applied(Session session, Migration migration, long milliseconds) {
        // The file did it.
    }
}

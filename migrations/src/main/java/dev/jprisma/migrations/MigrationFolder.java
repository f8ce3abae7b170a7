package dev.jprisma.migrations;

import static java.util.function.Predicate.not;

import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of migrations, of whichever tool it is: recognised by what is in it, run forwards in that tool's order and
 * transactions, and recorded as that tool would, so that it goes on from there. Recognised are Prisma, Drizzle, Flyway,
 * golang-migrate, goose, dbmate, node-pg-migrate's files of SQL, Supabase, Rails' {@code structure.sql}, and files of
 * SQL by number or name. What is none of these and looks as if it went backwards too is refused.
 *
 * <p>Reads the folder once. Of one thread at a time.
 */
public final class MigrationFolder {
    private static final Duration WAIT_LIMIT = Duration.ofSeconds(60);
    private static final String SQL = ".sql";

    /** What a folder has in it that is a project, and not its migrations. */
    private static final List<String> OF_A_PROJECT =
            List.of(".git", "package.json", "pom.xml", "build.gradle", "build.gradle.kts", "go.mod", "Cargo.toml");

    private static final List<String> USUAL_PLACES = List.of(
            "prisma/migrations",
            "drizzle",
            "supabase/migrations",
            "src/main/resources/db/migration",
            "db/migrations",
            "db/migrate",
            "migrations",
            "db");

    private static final Pattern LIQUIBASE = Pattern.compile("(?i)^\\s*--\\s*liquibase formatted sql");
    private static final Pattern SQL_MIGRATE = Pattern.compile("(?im)^--\\s*\\+migrate\\s+up\\b");

    private final Path folder;
    private final Tool tool;

    private MigrationFolder(Path folder, Tool tool) {
        this.folder = folder;
        this.tool = tool;
    }

    /**
     * Reads a folder and recognises whose it is.
     *
     * @throws JprismaException ({@link ErrorKind#INPUT_UNUSABLE}) if it cannot be read, holds no migrations, or some
     *     that cannot be run, with what to do instead
     */
    public static MigrationFolder of(Path folder) {
        try {
            return new MigrationFolder(folder, recognise(folder));
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /** The same of a folder that is said to be Prisma's. */
    public static MigrationFolder ofPrisma(Path folder) {
        try {
            requireFolder(folder);
            return new MigrationFolder(folder, PrismaMigrations.in(folder, prismaScripts(folder)));
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /** Whose they are, such as {@code Prisma}. */
    public String tool() {
        return tool.name();
    }

    /** What runs, in its order. */
    public List<Path> files() {
        return tool.migrations().stream()
                .map(Migration::file)
                .map(SourceFile::path)
                .toList();
    }

    /**
     * Runs what has not run yet in a database.
     *
     * @param listener told whose migrations they are, each file as it begins, and whom it waits for
     * @param abandoned completes when nobody wants it any more: what runs is cancelled, and nothing begun
     * @throws JprismaException {@link ErrorKind#POSTGRES_FAILED} with file, line and statement if one fails,
     *     {@link ErrorKind#BUSY} if another session keeps it from its work for more than a minute,
     *     {@link ErrorKind#INPUT_UNUSABLE} if the tool would refuse to go on
     */
    public AppliedMigrations apply(ServerAddress database, MigrationListener listener, CompletableFuture<?> abandoned) {
        return apply(tool, database, WAIT_LIMIT, listener, abandoned);
    }

    /** The same with another limit for what waits. */
    AppliedMigrations apply(ServerAddress database, Duration waitLimit, MigrationListener listener) {
        return apply(tool, database, waitLimit, listener, new CompletableFuture<>());
    }

    /**
     * The same in a new database that it never comes to again: files of SQL that are no tool's leave no record of ours.
     */
    public AppliedMigrations applyOnce(ServerAddress database, MigrationListener listener) {
        Tool once = tool.history() instanceof PlainFiles ? tool.with(History.NONE) : tool;
        return apply(once, database, WAIT_LIMIT, listener, new CompletableFuture<>());
    }

    private AppliedMigrations apply(
            Tool as,
            ServerAddress database,
            Duration waitLimit,
            MigrationListener listener,
            CompletableFuture<?> abandoned) {
        listener.step("Migrating with the " + count(as.migrations().size()) + " of " + as.name() + " in " + folder);
        as.notes().forEach(listener::step);
        try (Migrator migrator = new Migrator(as, database, waitLimit, listener)) {
            abandoned.thenRun(migrator::abandon);
            return migrator.run();
        } catch (PostgresException e) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED, "The migrations in " + folder + " failed: " + e.getMessage(), e);
        }
    }

    private static String count(int files) {
        return files == 1 ? "one migration" : files + " migrations";
    }

    private static Tool recognise(Path folder) throws IOException {
        requireFolder(folder);
        if (Files.exists(folder.resolve(DrizzleMigrations.JOURNAL))) {
            return DrizzleMigrations.in(folder);
        }
        List<Path> scripts = prismaScripts(folder);
        if (Files.exists(folder.resolve(PrismaMigrations.LOCK_FILE)) || !scripts.isEmpty()) {
            requirePrisma(folder, scripts);
            return PrismaMigrations.in(folder, scripts);
        }
        requireNoProject(folder);
        Path structure = folder.resolve(RailsStructure.FILE);
        if (Files.isRegularFile(structure)) {
            SourceFile file = SourceFile.read(folder, structure);
            if (RailsStructure.isOne(file)) {
                return RailsStructure.of(file);
            }
        }
        List<SourceFile> all = new ArrayList<>();
        for (Path path : sqlFiles(folder)) {
            all.add(SourceFile.read(folder, path));
        }
        if (all.isEmpty()) {
            throw empty(folder);
        }
        return recognise(folder, all);
    }

    private static Tool recognise(Path folder, List<SourceFile> all) throws IOException {
        List<SourceFile> own = all.stream()
                .filter(file -> file.path().getParent().equals(folder))
                .toList();
        requireNo(own, LIQUIBASE, "is Liquibase's: run that, with the URL of \"jprisma dev url NAME --jdbc\"");
        requireNo(own, SQL_MIGRATE, "is sql-migrate's: \"jprisma dev exec NAME -- sql-migrate up\"");
        if (has(own, GooseMigrations.MARK)) {
            requireNoCode(folder, "goose", ".go");
            return GooseMigrations.of(own);
        }
        if (has(own, DbmateMigrations.UP)) {
            return DbmateMigrations.of(own);
        }
        if (has(own, NodePgMigrations.UP)) {
            requireNoCode(folder, "node-pg-migrate", ".js", ".ts", ".cjs", ".mjs");
            return NodePgMigrations.of(own);
        }
        if (all.stream().map(SourceFile::fileName).anyMatch(FlywayFiles::isOne)) {
            return FlywayFiles.of(all);
        }
        if (own.stream().map(SourceFile::fileName).anyMatch(GolangMigrations::isOne)) {
            return GolangMigrations.of(own);
        }
        if (folder.toAbsolutePath().normalize().endsWith("supabase/migrations")) {
            return SupabaseMigrations.of(own);
        }
        return PlainFiles.of(all);
    }

    private static boolean has(List<SourceFile> files, Pattern mark) {
        return files.stream().anyMatch(file -> mark.matcher(file.text()).find());
    }

    private static void requireNo(List<SourceFile> files, Pattern mark, String why) {
        for (SourceFile file : files) {
            if (mark.matcher(file.text()).find()) {
                throw file.refused(why);
            }
        }
    }

    /** What is written in code only its tool can run. */
    private static void requireNoCode(Path folder, String tool, String... endings) throws IOException {
        Predicate<Path> isCode = path -> Stream.of(endings).anyMatch(nameOf(path)::endsWith)
                && Character.isDigit(nameOf(path).charAt(0));
        for (Path code : list(folder, isCode)) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE,
                    code + " is a migration of " + tool + "'s in code, which " + tool
                            + " alone can run: \"jprisma dev exec NAME -- " + tool + " ...\"");
        }
    }

    private static void requirePrisma(Path folder, List<Path> scripts) {
        if (!Files.exists(folder.resolve(PrismaMigrations.LOCK_FILE))) {
            for (Path script : scripts) {
                if (Files.exists(script.resolveSibling("snapshot.json"))) {
                    throw new JprismaException(
                            ErrorKind.INPUT_UNUSABLE,
                            folder + " has the layout of Drizzle 1.0, which is not known here:"
                                    + " \"jprisma dev exec NAME -- npx drizzle-kit migrate\"");
                }
            }
        }
    }

    private static List<Path> prismaScripts(Path folder) throws IOException {
        return list(folder, Files::isDirectory).stream()
                .map(entry -> entry.resolve(PrismaMigrations.SCRIPT))
                .filter(Files::isRegularFile)
                .sorted(Comparator.comparing(script -> nameOf(script.getParent())))
                .toList();
    }

    /** Of the folder and those in it. */
    private static List<Path> sqlFiles(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return !directory.equals(folder) && nameOf(directory).startsWith(".")
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (nameOf(file).endsWith(SQL) && Files.isRegularFile(file)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static void requireFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new JprismaException(ErrorKind.INPUT_UNUSABLE, "There is no folder " + folder.toAbsolutePath());
        }
    }

    private static void requireNoProject(Path folder) {
        if (OF_A_PROJECT.stream().map(folder::resolve).anyMatch(Files::exists)) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE,
                    folder + " is a project: name the folder with its migrations" + suggestion(folder));
        }
    }

    private static JprismaException empty(Path folder) throws IOException {
        boolean code = !list(folder, path -> nameOf(path).matches(".*\\.([cm]?[jt]s|py|rb|go|php|java|ya?ml|xml)"))
                .isEmpty();
        return new JprismaException(
                ErrorKind.INPUT_UNUSABLE,
                folder + " holds no migrations: no *.sql and no folder with a migration.sql" + suggestion(folder)
                        + (code
                                ? ". If they are written in code, their tool runs them: \"jprisma dev exec NAME -- TOOL ...\""
                                : ""));
    }

    private static String suggestion(Path folder) {
        return USUAL_PLACES.stream()
                .map(folder::resolve)
                .filter(Files::isDirectory)
                .filter(not(folder::equals))
                .findFirst()
                .map(place -> ", such as " + place)
                .orElse("");
    }

    private static List<Path> list(Path folder, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(wanted).sorted().toList();
        }
    }

    private static String nameOf(Path path) {
        return path.getFileName().toString();
    }

    private static JprismaException unreadable(Path folder, IOException e) {
        return new JprismaException(
                ErrorKind.INPUT_UNUSABLE,
                "The migrations in " + folder + " cannot be read (" + JprismaHome.reason(e) + ")",
                e);
    }
}

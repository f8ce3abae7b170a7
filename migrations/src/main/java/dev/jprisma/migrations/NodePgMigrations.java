package dev.jprisma.migrations;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * node-pg-migrate's files of SQL: what stands between {@code -- Up Migration} and {@code -- Down Migration}, by the
 * number before the name; all that is to run is one transaction. Recorded in {@code pgmigrations}.
 */
final class NodePgMigrations implements History {
    static final Pattern UP = Pattern.compile("(?im)^\\s*--[\\s-]*up\\s+migration");
    private static final Pattern DOWN = Pattern.compile("(?im)^\\s*--[\\s-]*down\\s+migration");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int DIGITS_OF_A_TIME = 17;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS");

    private NodePgMigrations() {}

    static Tool of(List<SourceFile> files) {
        List<Migration> migrations = files.stream()
                .map(NodePgMigrations::migration)
                .sorted(Comparator.comparing((Migration migration) -> number(migration.file()))
                        .thenComparing(Migration::name))
                .toList();
        return new Tool("node-pg-migrate", migrations, new NodePgMigrations()).allInOneTransaction();
    }

    private static Migration migration(SourceFile file) {
        String text = file.text();
        Matcher up = UP.matcher(text);
        Matcher down = DOWN.matcher(text);
        int begin = up.find() ? up.start() : 0;
        boolean hasDown = down.find();
        int end = hasDown && down.start() > begin ? down.start() : text.length();
        long line = 1 + text.substring(0, begin).chars().filter(c -> c == '\n').count();
        String name = file.fileName().substring(0, file.fileName().length() - ".sql".length());
        return new Migration(name, null, file, List.of(new Script(text.substring(begin, end), line)), Transaction.ONE);
    }

    private static BigInteger number(SourceFile file) {
        Matcher number = NUMBER.matcher(file.fileName());
        if (!number.lookingAt()) {
            throw file.refused("has no number that node-pg-migrate would order it by");
        }
        if (number.group().length() == DIGITS_OF_A_TIME) {
            try {
                long time = LocalDateTime.parse(number.group(), TIME)
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli();
                return BigInteger.valueOf(time);
            } catch (DateTimeParseException e) {
                // A number like any other.
            }
        }
        return new BigInteger(number.group());
    }

    @Override
    public List<Migration> pending(Session session, List<Migration> all) {
        session.run("CREATE TABLE IF NOT EXISTS public.pgmigrations"
                + " (id SERIAL PRIMARY KEY, name varchar(255) NOT NULL, run_on timestamp NOT NULL)");
        List<String> ran = session.column("SELECT name FROM public.pgmigrations ORDER BY run_on, id");
        for (int i = 0; i < Math.min(ran.size(), all.size()); i++) {
            if (!ran.get(i).equals(all.get(i).name())) {
                throw new JprismaException(
                        ErrorKind.INPUT_UNUSABLE,
                        all.get(i).file() + " has not run, and comes before " + ran.get(i)
                                + ", which has: give it a later number, or let node-pg-migrate run it with"
                                + " --no-check-order");
            }
        }
        Set<String> names = new HashSet<>(ran);
        List<Migration> pending = new ArrayList<>(all);
        pending.removeIf(migration -> names.contains(migration.name()));
        return pending;
    }

    @Override
    public void applied(Session session, Migration migration, long milliseconds) {
        session.rows("INSERT INTO public.pgmigrations (name, run_on) VALUES ($1, now())", migration.name());
    }
}

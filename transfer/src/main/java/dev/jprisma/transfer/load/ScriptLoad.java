package dev.jprisma.transfer.load;

import dev.jprisma.postgres.script.MetaCommand;
import dev.jprisma.postgres.script.ScriptException;
import dev.jprisma.postgres.script.ScriptPart;
import dev.jprisma.postgres.script.ScriptReader;
import dev.jprisma.postgres.script.ScriptStatement;
import dev.jprisma.postgres.wire.CopySource;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.postgres.wire.Statement;
import dev.jprisma.postgres.wire.Step;
import dev.jprisma.postgres.wire.TransactionStatus;
import dev.jprisma.transfer.server.Amounts;
import dev.jprisma.transfer.server.DatabaseSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Executes a script, statement by statement, on a session; the first that fails ends it. In one transaction, which is
 * the caller's, it goes through the statements' own BEGIN and COMMIT, and several go in one round trip.
 */
public final class ScriptLoad {
    private static final int MOST_AT_ONCE = 100;
    private static final int MOST_CHARACTERS_AT_ONCE = 64 * 1024;
    private static final Pattern ENCODING = Pattern.compile(
            "^SET\\s+(?:SESSION\\s+|LOCAL\\s+)?(?:client_encoding\\s*(?:=|TO)|NAMES)\\s*'?([\\w-]+)'?$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CONNECTED_DATABASE = Pattern.compile("^(?:-reuse-previous=\\w+\\s+)?(\\S+)");

    /**
     * PostgreSQL's names of encodings that Java calls otherwise; those with ASCII bytes in other characters are not.
     */
    private static final Map<String, String> CHARSETS = Map.ofEntries(
            Map.entry("UTF8", "UTF-8"),
            Map.entry("UNICODE", "UTF-8"),
            Map.entry("SQL_ASCII", "UTF-8"),
            Map.entry("LATIN1", "ISO-8859-1"),
            Map.entry("LATIN2", "ISO-8859-2"),
            Map.entry("LATIN5", "ISO-8859-9"),
            Map.entry("LATIN9", "ISO-8859-15"),
            Map.entry("WIN1250", "windows-1250"),
            Map.entry("WIN1251", "windows-1251"),
            Map.entry("WIN1252", "windows-1252"),
            Map.entry("WIN1253", "windows-1253"),
            Map.entry("WIN1254", "windows-1254"),
            Map.entry("WIN1257", "windows-1257"),
            Map.entry("KOI8R", "KOI8-R"),
            Map.entry("KOI8U", "KOI8-U"),
            Map.entry("EUC_JP", "EUC-JP"),
            Map.entry("EUC_KR", "EUC-KR"),
            Map.entry("EUC_CN", "GB2312"));

    private final DatabaseSession session;
    private final String file;
    private final ScriptReader reader;
    private final boolean oneTransaction;
    private final Predicate<ScriptStatement> leftOut;
    private final AbsentRoles absentRoles;
    private final Tally tally = new Tally();
    private final List<String> notes = new ArrayList<>();
    private final List<ScriptStatement> waiting = new ArrayList<>();
    private int waitingCharacters;
    private Charset charset = StandardCharsets.UTF_8;
    /** Whether anything has been done that stays in the database. */
    private boolean begun;

    private boolean connected;
    private long transactionBegan;

    /**
     * @param file how people know the script
     * @param oneTransaction whether it runs in a transaction that the caller has begun
     * @param leftOut what of it is not wanted
     */
    public ScriptLoad(
            DatabaseSession session,
            String file,
            ScriptReader reader,
            boolean oneTransaction,
            Predicate<ScriptStatement> leftOut) {
        this.session = session;
        this.file = file;
        this.reader = reader;
        this.oneTransaction = oneTransaction;
        this.leftOut = leftOut;
        this.absentRoles = new AbsentRoles(session);
    }

    /**
     * @param progress told the number of rows now and then
     * @throws dev.jprisma.state.JprismaException with file, line and statement if it cannot be loaded
     * @throws IOException if the script cannot be read
     */
    public void run(LongConsumer progress) throws IOException {
        try {
            for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
                progress.accept(tally.rows());
                if (part instanceof MetaCommand command) {
                    obey(command);
                } else {
                    take((ScriptStatement) part, progress);
                }
            }
            flush();
        } catch (ScriptException e) {
            flush(); // what stands before may have failed, which comes first
            throw LoadFailure.at(file, e.line(), e.getMessage());
        }
        if (!oneTransaction && session.connection().transactionStatus() != TransactionStatus.IDLE) {
            throw LoadFailure.at(
                    file,
                    transactionBegan,
                    "the transaction that begins here does not end in the file, and was rolled back");
        }
        absentRoles
                .leftOut()
                .forEach((role, count) -> notes.add("Left out, since there is no role " + role + " here: "
                        + Amounts.of(count, "statement") + " on what it owns or may do."));
    }

    public long statements() {
        return tally.statements();
    }

    public long rows() {
        return tally.rows();
    }

    /** What people should know of what was left out. */
    public List<String> notes() {
        return notes;
    }

    private void obey(MetaCommand command) {
        switch (command.name()) {
            case "restrict",
                    "unrestrict",
                    "encoding",
                    "timing",
                    "pset",
                    "x",
                    "a",
                    "t",
                    "qecho",
                    "echo",
                    "warn",
                    "o" -> {}
            case "set" -> {
                // ON_ERROR_STOP and its like say how psql is to behave; all others are used in statements.
                String variable = command.arguments().split("\\s", 2)[0];
                if (!variable.equals(variable.toUpperCase(Locale.ROOT))) {
                    throw ofPsql(command);
                }
            }
            case "connect", "c" -> connect(command);
            default -> throw ofPsql(command);
        }
    }

    private RuntimeException ofPsql(MetaCommand command) {
        return LoadFailure.at(
                file, command.line(), command + " is a command of psql's: take it out, or run the file with psql");
    }

    /** A dump of one database with {@code pg_dump --create} connects to it once, before it makes anything. */
    private void connect(MetaCommand command) {
        if (connected || begun) {
            throw LoadFailure.at(
                    file,
                    command.line(),
                    command + " leads to another database, and this loads into one: dump each by itself (pg_dump)");
        }
        connected = true;
        Matcher name = CONNECTED_DATABASE.matcher(command.arguments());
        notes.add("What the file says of database " + (name.find() ? name.group(1) : "") + " itself is left out: it is"
                + " loaded into " + session.database() + ".");
    }

    private void take(ScriptStatement statement, LongConsumer progress) throws IOException {
        if (leftOut.test(statement) || isOfDatabase(statement) || isOfEncoding(statement) || isUnknownHere(statement)) {
            return;
        }
        if (statement.controlsTransaction()) {
            control(statement);
            return;
        }
        if (absentRoles.leavesOut(statement)) {
            return;
        }
        if (oneTransaction && statement.isRefusedInTransaction()) {
            throw LoadFailure.at(
                    file,
                    statement.line(),
                    String.join(
                                    " ",
                                    statement
                                            .words()
                                            .subList(
                                                    0,
                                                    Math.min(
                                                            3, statement.words().size())))
                            + " ... cannot be part of a transaction: load it with --no-transaction");
        }
        boolean setting = statement.startsWith("SET") || statement.startsWith("RESET");
        begun |= !setting && !statement.startsWith("SELECT");
        if (statement.takesData()) {
            flush();
            copy(statement, progress);
        } else {
            waiting.add(statement);
            waitingCharacters += statement.sql().length();
            if (setting
                    || AbsentRoles.mayBeMadeBy(statement)
                    || !oneTransaction
                    || waiting.size() == MOST_AT_ONCE
                    || waitingCharacters > MOST_CHARACTERS_AT_ONCE) {
                flush();
                reader.setStandardConformingStrings(
                        !"off".equals(session.connection().parameter("standard_conforming_strings")));
            }
        }
    }

    /** What pg_dump writes with {@code --create}. */
    private boolean isOfDatabase(ScriptStatement statement) {
        boolean is = statement.words().size() > 1
                && statement.words().get(1).equals("DATABASE")
                && List.of("CREATE", "DROP", "ALTER", "COMMENT")
                        .contains(statement.words().get(0));
        if (is && (begun || connected) && !statement.startsWith("ALTER")) {
            throw LoadFailure.at(
                    file,
                    statement.line(),
                    statement.words().get(0) + " DATABASE is about another database, and this loads into one");
        }
        return is || statement.startsWith("COMMENT", "ON", "DATABASE");
    }

    private boolean isOfEncoding(ScriptStatement statement) {
        if (!statement.startsWith("SET")) {
            return false;
        }
        Matcher encoding = ENCODING.matcher(statement.sql());
        if (!encoding.find()) {
            return false;
        }
        String name = encoding.group(1).toUpperCase(Locale.ROOT);
        try {
            charset = Charset.forName(
                    CHARSETS.getOrDefault(name, name.startsWith("ISO_") ? name.replace('_', '-') : name));
            reader.setCharset(charset);
        } catch (UnsupportedCharsetException e) {
            throw LoadFailure.at(
                    file, statement.line(), "the encoding " + name + " cannot be loaded: convert the file to UTF-8");
        }
        return true;
    }

    /** A setting that a newer pg_dump writes and an older server does not know, and that does not matter. */
    private boolean isUnknownHere(ScriptStatement statement) {
        return session.major() < 17 && statement.startsWith("SET", "TRANSACTION_TIMEOUT");
    }

    private void control(ScriptStatement statement) {
        String first = statement.words().get(0);
        boolean partly = first.equals("SAVEPOINT")
                || first.equals("RELEASE")
                || statement.words().contains("TO");
        if (!oneTransaction || partly) {
            flush();
            if (session.connection().transactionStatus() == TransactionStatus.IDLE) {
                transactionBegan = statement.line();
            }
            execute(List.of(statement));
        } else if (first.equals("ROLLBACK") || first.equals("ABORT") || first.equals("PREPARE")) {
            throw LoadFailure.at(
                    file,
                    statement.line(),
                    first + " does not go with a file that is one transaction: load it with --no-transaction");
        }
    }

    private void flush() {
        if (!waiting.isEmpty()) {
            List<ScriptStatement> all = List.copyOf(waiting);
            waiting.clear();
            waitingCharacters = 0;
            execute(all);
        }
    }

    private void execute(List<ScriptStatement> statements) {
        List<Step> steps = statements.stream()
                .map(statement -> new Step(new Statement(statement.sql(), List.of(), false), tally))
                .toList();
        try {
            session.connection().pipeline(steps);
        } catch (ServerErrorException e) {
            throw LoadFailure.of(file, statements.get(e.statement()), e.error(), e);
        }
    }

    private void copy(ScriptStatement statement, LongConsumer progress) throws IOException {
        InputStream data = reader.copyData();
        long firstLine = reader.line();
        CopySource source = out -> {
            byte[] piece = new byte[64 * 1024];
            for (int read = data.read(piece); read >= 0; read = data.read(piece)) {
                out.write(piece, 0, read);
                progress.accept(tally.rows() + reader.line() - firstLine);
            }
        };
        try {
            tally.copied(session.copyFrom(
                    statement.sql(), charset.equals(StandardCharsets.UTF_8) ? source : out -> recode(data, out)));
        } catch (ServerErrorException e) {
            throw e.error().where() != null && e.error().where().startsWith("COPY ")
                    ? LoadFailure.ofData(file, firstLine, e.error(), e)
                    : LoadFailure.of(file, statement, e.error(), e);
        }
    }

    private void recode(InputStream data, OutputStream out) throws IOException {
        OutputStreamWriter writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        new InputStreamReader(data, charset).transferTo(writer);
        writer.flush();
    }
}

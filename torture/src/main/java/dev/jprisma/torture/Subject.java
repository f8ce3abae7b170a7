package dev.jprisma.torture;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Properties;

/** A named instance, what is written to it, and what is known about it from outside. */
final class Subject {
    /** What the last commands leave open: one that was killed may have done its work or not. */
    enum Fate {
        ABSENT,
        MAY_EXIST,
        EXISTS,
        MAY_BE_GONE
    }

    /** Whether it was asked to run; null if that is open. */
    Boolean wanted;

    Fate fate = Fate.ABSENT;

    private final String name;
    private final List<Inserter.Opener> ways;
    private final Tally tally;
    private final List<Ledger> ledgers = new ArrayList<>();
    private final List<Witness> writing = new ArrayList<>();
    private volatile Address address;
    private volatile String mistaken;
    /** Where it is until it is removed or gets a new record; null if that is open. */
    private Address kept;

    /** @param ways a witness of its own for each */
    Subject(String name, List<Inserter.Opener> ways, Tally tally) {
        this.name = name;
        this.ways = ways;
        this.tally = tally;
    }

    String name() {
        return name;
    }

    /** Where its witnesses write; null if they do not. */
    Address address() {
        return address;
    }

    /** Its record is gone, which knew its ports and its password. */
    void forgetAddress() {
        kept = null;
    }

    /**
     * It says to be there.
     *
     * @throws Violation if it was elsewhere before: files of its user's name that place
     */
    void requireKept(Address said) {
        if (kept != null && !kept.equals(said)) {
            throw new Violation(name + " was at " + kept + " and is at " + said);
        }
        kept = said;
    }

    /** Its data is gone, as it was asked for. */
    void forget() throws InterruptedException {
        pause();
        ledgers.clear();
        fate = Fate.ABSENT;
        wanted = null;
        forgetAddress();
    }

    /** From here on its witnesses write; it runs there. */
    void witness(Address there) throws InterruptedException {
        pause();
        try (Connection connection = connect(there.jdbc());
                Statement statement = connection.createStatement()) {
            if (ledgers.isEmpty()) {
                statement.execute("create table if not exists identity as select '" + name + "' as name");
                statement.execute(
                        "create table if not exists witnessed (witness int, row int, primary key (witness, row))");
                ways.forEach(way -> ledgers.add(new Ledger()));
            }
        } catch (SQLException e) {
            throw new Violation(
                    name + " is said to run, and does not serve at " + there.jdbc() + ": " + e.getMessage());
        }
        address = there;
        for (int i = 0; i < ledgers.size(); i++) {
            Witness witness = new Witness(this, i, ways.get(i), ledgers.get(i), tally);
            writing.add(witness);
            witness.start();
        }
    }

    /** Its witnesses end. */
    void close() throws InterruptedException {
        address = null;
        for (Witness witness : writing) {
            witness.end();
        }
        writing.clear();
    }

    /**
     * Its witnesses rest.
     *
     * @throws Violation if one {@linkplain #mistaken met} what may not be
     */
    void pause() throws InterruptedException {
        close();
        if (mistaken != null) {
            throw new Violation(mistaken);
        }
    }

    private static Connection connect(String jdbcUrl) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "30");
        return DriverManager.getConnection(jdbcUrl, properties);
    }

    /** Whoever answers at its address is this instance and no other. */
    void requireItself(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select name from identity")) {
            rows.next();
            requireItself(rows.getString(1));
        }
    }

    /** @param answering whose table of identity answered */
    void requireItself(String answering) throws SQLException {
        if (!answering.equals(name)) {
            mistaken("at " + name + "'s address answers " + answering);
            throw new SQLException(mistaken);
        }
    }

    /** A witness met what may not be: the next {@link #pause} says it. Safe for threads. */
    void mistaken(String what) {
        mistaken = what;
    }

    /**
     * Every acknowledged row is there, and nothing else. Its witnesses rest.
     *
     * @throws Violation if one is lost, or came from elsewhere
     */
    void checkRows(Address place) {
        if (ledgers.isEmpty()) {
            return;
        }
        List<BitSet> there = new ArrayList<>();
        ledgers.forEach(ledger -> there.add(new BitSet()));
        try (Connection connection = connect(place.jdbc());
                Statement statement = connection.createStatement()) {
            requireItself(connection);
            try (ResultSet rows = statement.executeQuery("select witness, row from witnessed")) {
                while (rows.next()) {
                    there.get(rows.getInt(1)).set(rows.getInt(2));
                }
            }
        } catch (SQLException e) {
            throw new Violation("the rows of " + name + " cannot be read at " + place.jdbc() + ": " + e.getMessage());
        }
        for (int i = 0; i < ledgers.size(); i++) {
            check(i, ledgers.get(i), there.get(i));
        }
    }

    /** What was acknowledged to each witness. */
    List<BitSet> acknowledged() {
        return ledgers.stream().map(Ledger::acknowledged).toList();
    }

    /** What each witness has begun. */
    List<BitSet> known() {
        return ledgers.stream().map(Ledger::known).toList();
    }

    /** What it has that was reset. */
    List<BitSet> none() {
        return ledgers.stream().map(ledger -> new BitSet()).toList();
    }

    /** The rows of each witness at an address; none where the table is not there. */
    List<BitSet> rowsAt(Address place) {
        List<BitSet> there = none();
        try (Connection connection = connect(place.jdbc());
                Statement statement = connection.createStatement()) {
            try (ResultSet table = statement.executeQuery("select to_regclass('witnessed') is not null")) {
                table.next();
                if (!table.getBoolean(1)) {
                    return there;
                }
            }
            try (ResultSet rows = statement.executeQuery("select witness, row from witnessed")) {
                while (rows.next()) {
                    there.get(rows.getInt(1)).set(rows.getInt(2));
                }
            }
            return there;
        } catch (SQLException e) {
            throw new Violation("the rows of " + name + " cannot be read at " + place.jdbc() + ": " + e.getMessage());
        }
    }

    /**
     * What a copy has lies between what was acknowledged before it and what was begun until its end.
     *
     * @throws Violation if it does not
     */
    static void requireBetween(String name, List<BitSet> least, List<BitSet> there, List<BitSet> most) {
        for (int i = 0; i < there.size(); i++) {
            BitSet missing = (BitSet) least.get(i).clone();
            missing.andNot(there.get(i));
            BitSet strangers = (BitSet) there.get(i).clone();
            strangers.andNot(most.get(i));
            if (!missing.isEmpty() || !strangers.isEmpty()) {
                throw new Violation("the copy of " + name + " lacks acknowledged rows " + missing
                        + " and has rows that nobody wrote " + strangers);
            }
        }
    }

    /**
     * Its data is one of these, whatever was killed. Its witnesses rest.
     *
     * @throws Violation if it is something between
     */
    void becomesOneOf(Address place, List<List<BitSet>> whole) throws InterruptedException {
        List<BitSet> there = rowsAt(place);
        if (!whole.contains(there)) {
            throw new Violation(
                    "the data of " + name + " is neither the old nor the new: " + there + ", and not one of " + whole);
        }
        if (there.equals(none())) {
            forgetRows();
            return;
        }
        for (int i = 0; i < there.size(); i++) {
            ledgers.get(i).become(there.get(i));
        }
    }

    /** It is empty: its witnesses begin anew. */
    private void forgetRows() throws InterruptedException {
        pause();
        ledgers.clear();
    }

    private void check(int witness, Ledger ledger, BitSet there) {
        BitSet missing = ledger.missingFrom(there);
        if (!missing.isEmpty()) {
            tally.lost.add(missing.cardinality());
            throw new Violation(missing.cardinality() + " acknowledged rows of " + name + " are lost, of witness "
                    + witness + ": " + missing);
        }
        BitSet strangers = ledger.strangersIn(there);
        if (!strangers.isEmpty()) {
            throw new Violation("rows in " + name + " that nobody committed, of witness " + witness + ": " + strangers);
        }
        ledger.settle(there);
    }

    @Override
    public String toString() {
        return name + " (" + fate + ", wanted " + wanted + ")";
    }
}

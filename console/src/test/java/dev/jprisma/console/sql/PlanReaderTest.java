package dev.jprisma.console.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.console.TestServer;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.state.JprismaException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlanReaderTest {
    private static final String DATABASE = "plans";

    private PostgresConnection session;

    @BeforeAll
    static void makeTables() {
        TestServer.get().createDatabase(DATABASE, """
                CREATE TABLE small (id int PRIMARY KEY);
                INSERT INTO small SELECT generate_series(1, 10);
                CREATE TABLE large (id int, small int, note text);
                INSERT INTO large SELECT g, g % 10 + 1, 'note ' || g FROM generate_series(1, 200000) g;
                ANALYZE""");
    }

    @BeforeEach
    void connect() {
        session = TestServer.get().connect(DATABASE);
    }

    @AfterEach
    void close() {
        session.close();
    }

    private static List<PlanNode> nodes(PlanNode node) {
        return Stream.concat(Stream.of(node), node.children().stream().flatMap(child -> nodes(child).stream()))
                .toList();
    }

    private static PlanNode dearest(Plan plan) {
        List<PlanNode> dearest =
                nodes(plan.root()).stream().filter(PlanNode::isDearest).toList();
        assertThat(dearest).hasSize(1);
        return dearest.get(0);
    }

    @Test
    void theNodeThatTakesTheTimeIsMarkedAndNotThoseAboveIt() {
        Plan plan = new PlanReader(session)
                .read(
                        "SELECT count(*) FROM small JOIN large ON large.small = small.id WHERE md5(note) LIKE 'f%' AND small.id < 4;",
                        true);

        assertThat(dearest(plan).target()).isEqualTo("large");
        assertThat(dearest(plan).details()).anyMatch(detail -> detail.startsWith("Filter: ") && detail.contains("md5"));
        assertThat(plan.root().micros()).isGreaterThanOrEqualTo(dearest(plan).ownMicros());
        assertThat(plan.executionMicros()).isPositive();
        assertThat(plan.root().hits() + plan.root().reads()).isPositive();
        assertThat(plan.writes()).isFalse();
    }

    @Test
    void timesOfParallelProcessesAreNotAddedUp() {
        TestServer.get()
                .run(
                        DATABASE,
                        "ALTER DATABASE plans SET parallel_setup_cost = 0; "
                                + "ALTER DATABASE plans SET parallel_tuple_cost = 0; ALTER DATABASE plans SET min_parallel_table_scan_size = 0");
        try (PostgresConnection parallel = TestServer.get().connect(DATABASE)) {
            Plan plan = new PlanReader(parallel).read("SELECT count(*) FROM large WHERE md5(note) LIKE 'f%'", true);

            assertThat(nodes(plan.root()).stream().map(PlanNode::type)).contains("Gather");
            assertThat(nodes(plan.root()).stream()
                            .mapToLong(PlanNode::ownMicros)
                            .sum())
                    .isLessThanOrEqualTo(plan.root().micros() + 10);
        } finally {
            TestServer.get().run(DATABASE, "ALTER DATABASE plans RESET ALL");
        }
    }

    @Test
    void aCteCountsWhereItIsScanned() {
        Plan plan = new PlanReader(session)
                .read("WITH slow AS MATERIALIZED (SELECT md5(note) FROM large) SELECT count(*) FROM slow", true);

        PlanNode scan = nodes(plan.root()).stream()
                .filter(node -> node.type().equals("CTE Scan"))
                .findFirst()
                .orElseThrow();
        assertThat(scan.ownMicros()).isLessThan(scan.micros());
        assertThat(nodes(plan.root()).stream().mapToLong(PlanNode::ownMicros).sum())
                .isLessThanOrEqualTo(plan.root().micros() + 10);
    }

    @Test
    void aStatementThatWritesIsRunAndRolledBack() {
        Plan plan = new PlanReader(session).read("DELETE FROM small WHERE id > 5", true);

        assertThat(plan.wasRun()).isTrue();
        assertThat(plan.writes()).isTrue();
        assertThat(TestServer.get().value(DATABASE, "SELECT count(*) FROM small"))
                .isEqualTo("10");
    }

    @Test
    void withoutRunningItTheCostDecides() {
        Plan plan = new PlanReader(session).read("SELECT * FROM small, large WHERE small.id = large.id", false);

        assertThat(plan.wasRun()).isFalse();
        assertThat(plan.root().micros()).isEqualTo(-1);
        assertThat(dearest(plan).ownCost()).isPositive();
    }

    @Test
    void whatCannotBeExplainedIsSaidWithItsPlace() {
        PlanReader plans = new PlanReader(session);

        assertThatThrownBy(() -> plans.read("-- one\nSELECT nothing\nFROM small", true))
                .isInstanceOf(JprismaException.class)
                .hasMessage("column \"nothing\" does not exist (line 2, column 8)");
        assertThatThrownBy(() -> plans.read("SELECT 1; SELECT 2", true))
                .hasMessageContaining("these are 2: select the one you mean");
        assertThatThrownBy(() -> plans.read("explain select 1", true)).hasMessageContaining("begins with EXPLAIN");
        assertThat(plans.read("SELECT 1", true).root().type()).isEqualTo("Result");
    }
}

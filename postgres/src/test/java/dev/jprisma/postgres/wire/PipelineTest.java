package dev.jprisma.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PipelineTest {

    private PostgresConnection connection;

    @BeforeEach
    void connect() {
        connection = TestServer.connect();
        Results.of(connection, "create temp table t (a int check (a > 0))");
    }

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void givesEachResultToItsReceiver() {
        Results first = new Results();
        Results second = new Results();
        connection.pipeline(List.of(
                Step.of("begin"),
                new Step(Statement.of("insert into t values ($1) returning a", "5"), first),
                new Step(Statement.of("select a * 2 as doubled from t"), second),
                Step.of("commit")));
        assertThat(first.rows).containsExactly(List.of("5"));
        assertThat(first.tags).containsExactly("INSERT 0 1");
        assertThat(second.rows).containsExactly(List.of("10"));
        assertThat(second.columns.get(0).get(0).name()).isEqualTo("doubled");
        assertThat(connection.transactionStatus()).isEqualTo(TransactionStatus.IDLE);
    }

    @Test
    void skipsWhatFollowsAnErrorAndTellsWhichStatementFailed() {
        Results last = new Results();
        ServerErrorException e = catchThrowableOfType(
                ServerErrorException.class,
                () -> connection.pipeline(List.of(
                        Step.of("insert into t values (1)"),
                        Step.of("insert into t values (-1)"),
                        new Step(Statement.of("select 1"), last))));
        assertThat(e.statement()).isEqualTo(1);
        assertThat(e.error().code()).isEqualTo("23514");
        assertThat(last.tags).isEmpty();
        assertThat(Results.value(connection, "select count(*) from t")).isEqualTo("0");
    }

    @Test
    void leavesAFailedTransactionToTheCaller() {
        assertThatThrownBy(() -> connection.pipeline(
                        List.of(Step.of("begin"), Step.of("insert into t values (-1)"), Step.of("commit"))))
                .isInstanceOf(ServerErrorException.class);
        assertThat(connection.transactionStatus()).isEqualTo(TransactionStatus.FAILED);
        connection.execute(Statement.of("rollback"), ResultReceiver.NONE);
        assertThat(connection.transactionStatus()).isEqualTo(TransactionStatus.IDLE);
    }

    @Test
    void reportsAnErrorOfTheImplicitCommit() {
        connection.query("create temp table d (a int primary key deferrable initially deferred)", ResultReceiver.NONE);
        assertThatThrownBy(() -> Results.of(connection, "insert into d values (1), (1)"))
                .isInstanceOfSatisfying(
                        ServerErrorException.class,
                        e -> assertThat(e.error().code()).isEqualTo("23505"));
        assertThat(Results.value(connection, "select count(*) from d")).isEqualTo("0");
    }

    @Test
    void doesNotLockUpWhenMuchIsSentAndMuchIsAnswered() {
        String large = "x".repeat(100_000);
        List<Step> steps = new ArrayList<>();
        List<Results> results = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Results result = new Results();
            results.add(result);
            steps.add(new Step(Statement.of("select $1::text, $2::int", large, "" + i), result));
        }
        connection.pipeline(steps);
        for (int i = 0; i < 300; i++) {
            assertThat(results.get(i).rows.get(0).get(1)).isEqualTo("" + i);
        }
    }

    @Test
    void stopsSendingAfterAnErrorInALargePipeline() {
        String large = "x".repeat(100_000);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            steps.add(new Step(Statement.of("select length($1) / ($2::int - 50)", large, "" + i), ResultReceiver.NONE));
        }
        ServerErrorException e = catchThrowableOfType(ServerErrorException.class, () -> connection.pipeline(steps));
        assertThat(e.statement()).isEqualTo(50);
        assertThat(Results.value(connection, "select 1")).isEqualTo("1");
    }

    @Test
    void cancelsTheStatementWhoseReceiverFails() {
        RuntimeException failure = new IllegalStateException("the receiver's");
        assertThatThrownBy(() ->
                        connection.execute(Statement.of("select generate_series(1, 1000000000)"), new ResultReceiver() {
                            @Override
                            public void row(Row row) {
                                throw failure;
                            }
                        }))
                .isSameAs(failure);
        assertThat(Results.value(connection, "select 1")).isEqualTo("1");
    }

    @Test
    void takesStatementsOfAllLengths() {
        for (int length : List.of(8_000, 8_150, 8_192, 8_300, 100_000, 2_000_000)) {
            String sql = "select 1 /*" + "x".repeat(length) + "*/";
            assertThat(Results.value(connection, sql)).isEqualTo("1");
        }
    }
}

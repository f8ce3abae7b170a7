package dev.jprisma.gateway.prisma;

import static dev.jprisma.gateway.prisma.PrismaGateway.clientExecute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.gateway.TestServer;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server of today says, in the codes that the client has had for it since PostgreSQL 9. */
class ServerErrorsTest {
    @RegisterExtension
    private static final PrismaGateway gateway = new PrismaGateway();

    @BeforeAll
    static void createTables() {
        TestServer.get().script("""
                drop table if exists child, parent, narrow;
                create table parent(i int primary key);
                create table child(i int unique,
                    restricted int constraint child_restricted references parent on update restrict on delete restrict,
                    pending int constraint child_pending references parent);
                create table narrow(v varchar(2), n numeric(2), s smallint, i int not null, e int check (e > 0));
                insert into parent values (1), (2);
                insert into child values (1, 1, 2)""");
    }

    @ParameterizedTest
    @CsvSource({
        "delete from parent where i = 1, child_restricted",
        "update parent set i = 3 where i = 1, child_restricted",
        "delete from parent where i = 2, child_pending",
        "insert into child values (2; null; 9), child_pending",
    })
    void namesTheForeignKeyThatIsViolated(String sql, String constraint) {
        assertThat(gateway.post("/query", clientExecute(sql.replace(';', ','))).json())
                .containsEntry("code", "P2003")
                .containsEntry("error", "Foreign key constraint violated on the constraint: `" + constraint + "`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.0.0", "7.9.1", "7.10.0", "0.0.0", "a1b2c3"})
    void tellsClientsOfEveryVersionOfARestrictViolation(String version) {
        PrismaGateway.Response answer =
                gateway.post("/query", clientExecute("delete from parent where i = 1"), "Prisma-Engine-Hash", version);
        assertThat(answer.json()).containsEntry("code", "P2003");
    }

    @Test
    void keepsTheServersOwnWordsForARestrictViolation() {
        Map<String, Object> answer = gateway.post("/query", clientExecute("delete from parent where i = 1"))
                .json();
        assertThat(answer.get("meta").toString())
                .contains("originalCode=23001")
                .contains("violates RESTRICT setting of foreign key constraint")
                .contains("kind=RestrictViolation");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "insert into child values (1)                | P2002 | Unique constraint failed on the constraint: `child_i_key`",
                "insert into narrow(i) values (null)         | P2011 | Null constraint violation on the (not available)",
                "insert into narrow(i, v) values (1, 'long') | P2000 | The provided value for the column is too long for the"
                        + " column's type. Column: (not available)",
                "insert into narrow(i, n) values (1, 1000)   | P2020 | Value out of range for the type: numeric field overflow",
                "insert into narrow(i, s) values (1, 70000)  | P2020 | Value out of range for the type: smallint out of range",
                "insert into narrow(i) values ('x')          | P2007 | Invalid input value: invalid input syntax for type"
                        + " integer: \"x\"",
                "delete from nowhere                         | P2021 | The table `nowhere` does not exist in the current database.",
                "delete from narrow where \"a b\" = 1        | P2022 | The column `a b` does not exist in the current database.",
                "delete from narrow n where n.nothing = 1    | P2022 | The column `n.nothing` does not exist in the current"
                        + " database.",
            })
    void knowsTheKindsThatTheClientHasCodesFor(String sql, String code, String message) {
        assertThat(gateway.post("/query", clientExecute(sql)).json())
                .containsEntry("code", code)
                .containsEntry("error", message);
    }
}

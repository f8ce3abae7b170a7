package dev.jprisma.gateway.prisma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.gateway.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests that are read as they arrive, as Prisma Client 7.10 sends them for a {@code createMany}. */
class LargeWritesTest {
    private static final int STATEMENTS = 2;
    private static final int RECORDS_OF_STATEMENT = 8000;
    private static final int RECORDS = STATEMENTS * RECORDS_OF_STATEMENT;
    private static final String TEXT = "{'arity':'scalar','scalarType':'string','dbType':'TEXT'}";
    private static final String DATE = "{'arity':'scalar','scalarType':'datetime','dbType':'TIMESTAMP'}";

    @RegisterExtension
    private static final PrismaGateway gateway = new PrismaGateway();

    @BeforeEach
    void makeTable() {
        TestServer.get()
                .script("drop table if exists bulk;"
                        + " create table bulk(id text primary key, n int unique, t text, d timestamp)");
    }

    /** An id that is generated and three parameters for each record; their statements in one transaction. */
    private static byte[] createMany(int numberOfLast) {
        String bindings = join(RECORDS, LargeWritesTest::binding);
        String statements = join(STATEMENTS, LargeWritesTest::statement);
        String parameters = join(RECORDS, i -> parameters(i, i == RECORDS - 1 ? numberOfLast : i));
        String body = "{'model':'Bulk','operation':'createMany','plan':{'type':'dataMap','args':{'expr':{'type':'let',"
                + "'args':{'bindings':[" + bindings + "],'expr':{'type':'transaction','args':{'type':'sum','args':["
                + statements + "]}}}},'structure':{'type':'affectedRows'},'enums':{}}},'params':{" + parameters + "}}";
        return json(body);
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static String join(int count, IntFunction<String> part) {
        return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining(","));
    }

    private static String binding(int record) {
        return "{'name':'@generated$row" + record + "$id','expr':{'type':'value','args':"
                + "{'prisma__type':'generatorCall','prisma__value':{'name':'cuid','args':[1]}}}}";
    }

    private static String statement(int number) {
        int first = number * RECORDS_OF_STATEMENT;
        String fragments = join(
                RECORDS_OF_STATEMENT,
                i -> (i == 0 ? chunk("insert into bulk values (") : chunk("), ("))
                        + (",{'type':'parameter'}," + chunk(",")).repeat(3) + ",{'type':'parameter'}");
        return "{'type':'execute','args':{'type':'templateSql','fragments':[" + fragments + "," + chunk(")")
                + "],'args':[" + join(RECORDS_OF_STATEMENT, i -> arguments(first + i)) + "],'argTypes':["
                + join(RECORDS_OF_STATEMENT, i -> String.join(",", TEXT, TEXT, TEXT, DATE))
                + "],'placeholderFormat':{'prefix':'$','hasNumbering':true},'chunkable':true}}";
    }

    private static String chunk(String sql) {
        return "{'type':'stringChunk','chunk':'" + sql + "'}";
    }

    private static String arguments(int record) {
        return String.join(
                ",",
                argument("@generated$row" + record + "$id", "String"),
                argument("%" + (3 * record + 1), "Int"),
                argument("%" + (3 * record + 2), "String"),
                argument("%" + (3 * record + 3), "DateTime"));
    }

    private static String argument(String name, String type) {
        return "{'prisma__type':'param','prisma__value':{'name':'" + name + "','type':'" + type + "'}}";
    }

    private static String parameters(int record, int number) {
        return "'%" + (3 * record + 1) + "':" + number + ",'%" + (3 * record + 2) + "':'text of " + record + "','%"
                + (3 * record + 3) + "':'2026-11-27T12:00:00.500Z'";
    }

    @Test
    void insertsTensOfThousandsOfRecordsAtOnce() {
        assertThat(gateway.post("/query", createMany(RECORDS - 1)).data()).isEqualTo(Map.of("count", (long) RECORDS));

        assertThat(TestServer.get()
                        .value(
                                "select count(distinct id) || ' ' || sum(n) || ' ' || count(*) filter (where t = 'text of '"
                                        + " || n and d = '2026-11-27 12:00:00.5') from bulk"))
                .isEqualTo(RECORDS + " " + (long) RECORDS * (RECORDS - 1) / 2 + " " + RECORDS);
    }

    @Test
    void insertsNoneOfThemIfOneIsWrong() {
        PrismaGateway.Response answer = gateway.post("/query", createMany(0));

        assertThat(answer.json().get("code")).isEqualTo("P2002");
        assertThat(TestServer.get().value("select count(*) from bulk")).isEqualTo("0");
    }

    @Test
    void insertsThemInATransactionThatMayBeRolledBack() {
        String transaction = gateway.begin(Map.of("timeout", 60_000));
        assertThat(gateway.post(transaction + "/query", createMany(RECORDS - 1)).status())
                .isEqualTo(200);

        gateway.post(transaction + "/rollback", Map.of());

        assertThat(TestServer.get().value("select count(*) from bulk")).isEqualTo("0");
    }

    @Test
    void refusesWhatTakesFarMoreMemoryThanItsText() {
        String lists = "[],".repeat(3_000_000);
        String error = "memory is larger than";
        for (String body : new String[] {
            "{'operation':'x','plan':{'type':'value','args':[" + lists + "1]},'params':{}}",
            "{'operation':'x','plan':{'type':'unit'},'params':{'%1':[" + lists + "1]}}",
            "{'operation':'x','plan':{'type':'seq','args':[" + "{'type':'unit'},".repeat(2_200_000) + "1]},'params':{}}"
        }) {
            PrismaGateway.Response answer = gateway.post("/query", json(body));
            assertThat(answer.status()).isEqualTo(400);
            assertThat((String) answer.json().get("error")).contains(error);
        }
    }

    @Test
    void saysWhatIsWrongWithALargeRequestAsWithASmallOne() {
        String text = "x".repeat(1_000_000);
        assertError("{'operation':'x','params':{'%1':'" + text + "'},'plan':{'type':'warp'}}", "node \"warp\"");
        assertError("{'operation':'x','params':{'%1':'" + text + "'}}", "lacks operation, plan or params");
        assertError("{'operation':'x','plan':7,'params':{'%1':'" + text + "'}}", "plan is not an object");
        assertError("{'params':{'%1':'" + text + "'", "it ends too early");
        assertError(
                "{'operation':'x','plan':{'type':'unit'},'params':{'%1':'" + text + "'}}x",
                "what stands at offset 10000");
    }

    private static void assertError(String body, String message) {
        PrismaGateway.Response answer = gateway.post("/query", json(body));
        assertThat(answer.status()).isEqualTo(400);
        assertThat((String) answer.json().get("error")).contains(message);
    }
}

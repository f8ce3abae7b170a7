package com.example.orders;

import static com.example.orders.db.Tables.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.testing.junit.JprismaTest;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** With the classes that src/codegen generated from the same migrations. */
@JprismaTest(template = "sql:src/main/sql")
class OrdersTest {
    @Test
    void keepsAnOrder(DataSource database) {
        DSLContext jooq = DSL.using(database, SQLDialect.POSTGRES);
        jooq.insertInto(ORDERS, ORDERS.CUSTOMER, ORDERS.CENTS)
                .values("Ada", 300L)
                .execute();
        assertThat(jooq.selectFrom(ORDERS).fetchOne(ORDERS.CENTS)).isEqualTo(300);
    }
}

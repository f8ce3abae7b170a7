package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.testing.junit.JprismaTest;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every test has a database of its own, migrated by Flyway once and for all runs. */
@JprismaTest(template = "flyway")
class OrdersIT {
    private Orders orders;

    @BeforeEach
    void open(DataSource database) {
        orders = new Orders(database);
    }

    @Test
    void addsUp() throws SQLException {
        orders.place("Ada", 300);
        orders.place("Grace", 400);
        assertThat(orders.total()).isEqualTo(700);
    }

    @Test
    void takesOneOrderACustomer() throws SQLException {
        orders.place("Ada", 300);
        assertThatThrownBy(() -> orders.place("Ada", 400)).hasMessageContaining("one_order_a_customer");
    }
}

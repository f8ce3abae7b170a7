package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What a test adds, the next does not find. */
@MicronautTest
class CustomersTest extends ShopTest {
    @Inject
    Customers customers;

    @Test
    void addsACustomer() throws SQLException {
        customers.add("Ada");
        assertThat(customers.count()).isEqualTo(1);
    }

    @Test
    void addsAnother() throws SQLException {
        customers.add("Grace");
        assertThat(customers.count()).isEqualTo(1);
    }
}

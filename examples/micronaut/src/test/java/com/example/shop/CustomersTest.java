package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** A fresh database for the class. */
@MicronautTest
class CustomersTest implements ShopDatabase {
    @Inject
    Customers customers;

    @Test
    void addsACustomer() throws SQLException {
        customers.add("Ada");
        assertThat(customers.count()).isEqualTo(1);
    }
}

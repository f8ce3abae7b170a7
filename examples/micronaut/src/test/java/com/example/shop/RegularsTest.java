package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One application for the class, and one database; its tests build on one another. */
@MicronautTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RegularsTest implements ShopDatabase {
    @Inject
    Customers customers;

    @Test
    @Order(1)
    void addsACustomer() throws SQLException {
        customers.add("Ada");
        assertThat(customers.count()).isEqualTo(1);
    }

    @Test
    @Order(2)
    void addsAnother() throws SQLException {
        customers.add("Grace");
        assertThat(customers.count()).isEqualTo(2);
    }
}

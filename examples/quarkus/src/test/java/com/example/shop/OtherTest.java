package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** A fresh database for the class. */
@QuarkusTest
@QuarkusTestResource(value = ShopDatabase.class, restrictToAnnotatedClass = true)
class OtherTest {
    @Inject
    Customers customers;

    @Test
    void addsACustomer() throws SQLException {
        customers.add("Ada");
        assertThat(customers.count()).isEqualTo(1);
    }
}

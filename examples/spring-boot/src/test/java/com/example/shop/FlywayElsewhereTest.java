package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.testing.TestDatabase;
import dev.jprisma.testing.spring.JprismaDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;

/** An application whose Flyway has a URL of its own, for a user who may do more: in a test that leads here as well. */
@SpringBootTest(properties = "spring.flyway.url=jdbc:postgresql://db.example.com/shop")
@JprismaDatabase
class FlywayElsewhereTest {
    @Autowired
    private Customers customers;

    @Autowired
    private JdbcConnectionDetails details;

    @Autowired
    private TestDatabase database;

    @Test
    void theApplicationMigratesTheTestsDatabase() {
        customers.add("Ada");
        assertThat(customers.count()).isEqualTo(1);
    }

    @Test
    void connectionDetailsNameIt() {
        assertThat(details.getJdbcUrl()).isEqualTo(database.jdbcUrl());
    }
}

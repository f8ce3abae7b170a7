package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.testing.MigrationSource;
import dev.jprisma.testing.spring.DatabaseProperties;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The application's context has a database of its own; with Flyway on the class path Spring Boot would migrate it. */
@SpringBootTest
class CustomersTest {
    @Autowired
    private Customers customers;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        DatabaseProperties.register(registry, MigrationSource.sqlFiles(Path.of("src/test/sql")));
    }

    @Test
    void addsACustomer() {
        customers.add("Ada");
        assertThat(customers.count()).isEqualTo(1);
    }
}

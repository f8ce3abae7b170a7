package com.example.customers

import dev.jprisma.testing.junit.JprismaTest
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import javax.sql.DataSource

@JprismaTest(template = "sql:src/test/sql")
class CustomersTest {
    @Test
    fun `has no customers at first`(database: DataSource) {
        assertThat(database.count()).isZero()
    }

    @Test
    fun `adds a customer`(database: DataSource) {
        database.connection.use { it.createStatement().execute("INSERT INTO customer VALUES ('Ada')") }
        assertThat(database.count()).isEqualTo(1)
    }

    private fun DataSource.count(): Int =
        connection.use { connection ->
            connection.createStatement().executeQuery("SELECT count(*) FROM customer").run {
                next()
                getInt(1)
            }
        }
}

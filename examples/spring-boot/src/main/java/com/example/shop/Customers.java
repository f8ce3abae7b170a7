package com.example.shop;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The customers of the shop. */
@Repository
public class Customers {
    private final JdbcClient jdbc;

    Customers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(String name) {
        jdbc.sql("INSERT INTO customer (name) VALUES (?)").param(name).update();
    }

    long count() {
        return jdbc.sql("SELECT count(*) FROM customer").query(Long.class).single();
    }
}

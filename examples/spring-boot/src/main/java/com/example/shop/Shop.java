package com.example.shop;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A Spring Boot application with a database. */
@SpringBootApplication
public class Shop {}

/** Databases for tests of Spring and Spring Boot applications. Needs {@code spring-test} on the class path. */
package dev.jprisma.testing.spring;

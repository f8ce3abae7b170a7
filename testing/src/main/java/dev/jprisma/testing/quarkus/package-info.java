/** Databases for tests of Quarkus applications. Needs {@code quarkus-junit} on the class path. */
package dev.jprisma.testing.quarkus;

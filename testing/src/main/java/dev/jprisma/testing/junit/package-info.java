/**
 * Databases for JUnit's tests, 5.12 and later and 6: {@link dev.jprisma.testing.junit.JprismaTest} on a class, or a
 * {@link dev.jprisma.testing.junit.JprismaExtension} in a field.
 */
package dev.jprisma.testing.junit;

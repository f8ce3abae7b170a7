package dev.jprisma.testing.junit;

/** Who shares a database. */
public enum Isolation {
    /** All tests of the run that name the same migrations. What one leaves, the next finds. */
    PER_RUN,
    /** The tests of a class and of the classes nested in it. */
    PER_CLASS,
    /**
     * Nobody: every test method, and every invocation of a repeated or parameterized one, has its own. What belongs to
     * the class (static fields, parameters of {@code @BeforeAll} and {@code @AfterAll}) shares one beside them.
     */
    PER_METHOD
}

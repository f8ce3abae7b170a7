/**
 * Tests of the whole product: they run {@code scripts/jprisma} as a user does, in private homes, and look at what a
 * user can see.
 */
package dev.jprisma.product;

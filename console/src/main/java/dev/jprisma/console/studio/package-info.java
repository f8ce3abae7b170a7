/**
 * Prisma Studio, out of the user's own {@code node_modules}: its page, and the statements that it asks for by
 * {@code POST /bff}. Nothing of it is part of this product.
 */
package dev.jprisma.console.studio;

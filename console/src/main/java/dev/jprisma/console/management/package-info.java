/**
 * Prisma's Management API, {@code /v1}: what Prisma's own SDK for it asks of the cloud, asked of this home. One table
 * of endpoints answers and is what the description of the API is made of.
 */
package dev.jprisma.console.management;

package dev.jprisma.state.control;

/**
 * Where Prisma's create-db asks this home.
 *
 * @param url with a secret in it
 */
public record CreateDbWorker(String url) {}

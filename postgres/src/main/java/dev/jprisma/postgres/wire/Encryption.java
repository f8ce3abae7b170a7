package dev.jprisma.postgres.wire;

/** What one attempt to connect does about encryption. */
enum Encryption {
    NONE,
    IF_OFFERED,
    REQUIRED
}

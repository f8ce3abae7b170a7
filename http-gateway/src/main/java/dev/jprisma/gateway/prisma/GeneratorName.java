package dev.jprisma.gateway.prisma;

/** The generators a plan may call. */
enum GeneratorName {
    NOW,
    UUID,
    CUID,
    ULID,
    NANOID,
    PRODUCT
}

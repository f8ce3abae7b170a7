package dev.jprisma.gateway.prisma.generator;

/** The generators a plan may call. */
public enum GeneratorName {
    NOW,
    UUID,
    CUID,
    ULID,
    NANOID,
    PRODUCT
}

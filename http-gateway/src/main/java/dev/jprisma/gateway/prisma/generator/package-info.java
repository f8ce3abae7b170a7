/** The values that a plan has made for it, as {@code now()} and {@code uuid()}; for the arguments of plans. */
package dev.jprisma.gateway.prisma.generator;

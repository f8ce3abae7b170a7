package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.generator.Generators;
import dev.jprisma.gateway.prisma.statement.StatementRunner;

/** What evaluating the plan of one request needs besides the plan and its scope; used by one thread. */
public record Evaluation(StatementRunner statements, Generators generators) {}

package dev.jprisma.gateway.prisma;

/** What evaluating the plan of one request needs besides the plan and its scope; used by one thread. */
record Evaluation(StatementRunner statements, Generators generators) {}

/**
 * Query plans: parsed once ({@link dev.jprisma.gateway.prisma.plan.PlanCache}) into nodes that evaluate themselves
 * ({@link dev.jprisma.gateway.prisma.plan.PlanNode}); the execution of requests needs these two, and all else is known
 * here only.
 */
package dev.jprisma.gateway.prisma.plan;

package dev.jprisma.state.insights;

/**
 * Who executes a statement, as its comment says.
 *
 * @param name such as {@code User.findMany}, a route, or the application's name
 * @param arguments of a Prisma call, as JSON without any value of the user's; null if unknown
 * @param route of the request, as sqlcommenter has it; null if unknown
 * @param executions how often it was recorded
 */
public record StatementCaller(String name, String arguments, String route, long executions) {}

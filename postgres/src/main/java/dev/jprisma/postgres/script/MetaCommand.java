package dev.jprisma.postgres.script;

/**
 * A line for {@code psql} itself, such as {@code \connect shop}.
 *
 * @param name without the backslash: {@code connect}, {@code .}
 * @param arguments the rest of the line, stripped; may be empty
 */
public record MetaCommand(String name, String arguments, long line) implements ScriptPart {

    @Override
    public String toString() {
        return arguments.isEmpty() ? "\\" + name : "\\" + name + " " + arguments;
    }
}

package dev.jprisma.console.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that a model can ask for.
 *
 * @param name as Prisma's server has it where that has it
 * @param description for the model: what it does to data
 * @param needsMigrations whether it is offered only where there is a folder of migrations that may be run
 * @param answers the schema of what it answers
 * @param whenReadOnly what it does in a session that may change nothing; null if it is not offered there
 */
record Tool(
        String name,
        String title,
        String description,
        Effect effect,
        Effect whenReadOnly,
        boolean needsMigrations,
        List<Parameter> parameters,
        Map<String, Object> answers,
        Work work) {

    /** What it does. */
    @FunctionalInterface
    interface Work {
        /** @throws Exception whose message goes to the model, where it is one that is made for people */
        Answer answer(Call call) throws Exception;
    }

    /**
     * @param content of the form that the tool declares
     * @param note a sentence of ours in front of it; null for none
     */
    record Answer(Map<String, Object> content, String note) {
        Answer(Map<String, Object> content) {
            this(content, null);
        }
    }

    /** One that does the same in every session: it is offered to all if it only reads. */
    static Tool of(
            String name,
            String title,
            String description,
            Effect effect,
            List<Parameter> parameters,
            Map<String, Object> answers,
            Work work) {
        return new Tool(
                name,
                title,
                description,
                effect,
                effect == Effect.READS ? Effect.READS : null,
                false,
                parameters,
                answers,
                work);
    }

    boolean isOffered(McpScope scope) {
        return (!scope.readOnly() || whenReadOnly != null) && (scope.migrations() != null || !needsMigrations);
    }

    /** As {@code tools/list} has it. */
    Map<String, Object> declared(boolean readOnly) {
        Map<String, Object> properties = new LinkedHashMap<>();
        parameters.forEach(parameter -> properties.put(parameter.name(), parameter.schema()));
        List<String> required = parameters.stream()
                .filter(Parameter::required)
                .map(Parameter::name)
                .toList();
        return Json.object(
                "name",
                name,
                "title",
                title,
                "description",
                description,
                "inputSchema",
                Json.object(
                        "type",
                        "object",
                        "properties",
                        properties,
                        "required",
                        required,
                        "additionalProperties",
                        false),
                "outputSchema",
                answers,
                "annotations",
                (readOnly ? whenReadOnly : effect).hints());
    }
}

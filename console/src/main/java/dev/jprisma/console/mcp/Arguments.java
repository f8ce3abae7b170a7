package dev.jprisma.console.mcp;

import dev.jprisma.console.http.Requests;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a tool is called with: checked, and nothing besides what it takes. */
final class Arguments {
    private final Map<String, Object> values;

    private Arguments(Map<String, Object> values) {
        this.values = values;
    }

    /** @throws dev.jprisma.state.JprismaException that says what is wrong */
    static Arguments of(List<Parameter> parameters, Map<String, Object> given) {
        Map<String, Object> values = new HashMap<>();
        Map<String, Object> left = new HashMap<>(given);
        for (Parameter parameter : parameters) {
            Object value = left.remove(parameter.name());
            if (value != null) {
                values.put(parameter.name(), parameter.checked(value));
            } else if (parameter.required()) {
                throw Requests.invalid(parameter.name() + " is missing");
            } else if (parameter.byDefault() != null) {
                values.put(parameter.name(), parameter.byDefault());
            }
        }
        if (!left.isEmpty()) {
            throw Requests.invalid("This tool takes "
                    + parameters.stream().map(Parameter::name).collect(Collectors.joining(", ")) + " and nothing else");
        }
        return new Arguments(values);
    }

    /** Null if it is not given. */
    String text(String name) {
        return (String) values.get(name);
    }

    int number(String name) {
        return (Integer) values.get(name);
    }
}

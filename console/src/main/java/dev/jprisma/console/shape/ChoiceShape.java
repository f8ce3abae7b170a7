package dev.jprisma.console.shape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of several objects, told from each other by a member.
 *
 * @param member whose text says which it is
 * @param choices by that text; each has the member
 */
public record ChoiceShape(String member, Map<String, ObjectShape> choices) implements Shape {
    /** One without choices yet. */
    public static ChoiceShape by(String member) {
        return new ChoiceShape(member, Map.of());
    }

    /** The same and one choice more, whose other members these are. */
    public ChoiceShape or(String text, ObjectShape members) {
        Map<String, ObjectShape> all = new LinkedHashMap<>(choices);
        ObjectShape choice = new ObjectShape(members.name(), Map.of()).with(member, Shape.oneOf(text));
        for (Map.Entry<String, ObjectShape.Member> other : members.members().entrySet()) {
            choice = choice.with(other.getKey(), other.getValue().shape());
        }
        all.put(text, choice);
        return new ChoiceShape(member, all);
    }

    /** Only that one of them. */
    public ObjectShape only(String text) {
        return choices.get(text);
    }

    @Override
    public String problemOf(Object value, String where) {
        if (!(value instanceof Map<?, ?> object)) {
            return where + " must be an object";
        }
        ObjectShape choice = choices.get(String.valueOf(object.get(member)));
        return choice == null
                ? where + "." + member + " must be one of " + String.join(", ", choices.keySet())
                : choice.problemOf(value, where);
    }

    @Override
    public Object only(Object value) {
        return choices.get((String) ((Map<?, ?>) value).get(member)).only(value);
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> components) {
        List<Map<String, Object>> all = choices.values().stream()
                .map(choice -> choice.schema(components))
                .toList();
        return Map.of("oneOf", all);
    }
}

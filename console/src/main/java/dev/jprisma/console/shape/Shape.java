package dev.jprisma.console.shape;

import java.util.List;
import java.util.Map;

/** The form of a JSON value, which is one of those of {@link dev.jprisma.console.http.JsonTree}. A value itself. */
public interface Shape {
    /**
     * What is wrong with a value; null if nothing.
     *
     * @param where its name, with which a sentence begins
     */
    String problemOf(Object value, String where);

    /** What this form has of a value that is right; all else is left out. */
    default Object only(Object value) {
        return value;
    }

    /**
     * As a JSON schema, in which objects that have a name are references to what OpenAPI calls components.
     *
     * @param components gets those
     */
    Map<String, Object> schema(Map<String, Object> components);

    /** Any text. */
    static Shape text() {
        return new TextShape(0, Integer.MAX_VALUE, null);
    }

    /** A text of so many characters. */
    static Shape text(int fewest, int most) {
        return new TextShape(fewest, most, null);
    }

    /** An absolute address. */
    static Shape uri() {
        return new TextShape(1, Integer.MAX_VALUE, "uri");
    }

    /** Such as {@code 2026-01-31T12:00:00.000Z}. */
    static Shape time() {
        return new TextShape(1, Integer.MAX_VALUE, "date-time");
    }

    /** One of these. */
    static Shape oneOf(String... texts) {
        return new EnumShape(List.of(texts));
    }

    static Shape number() {
        return SimpleShape.NUMBER;
    }

    static Shape flag() {
        return SimpleShape.FLAG;
    }

    /** Any object, of which nothing is known. */
    static Shape anyObject() {
        return SimpleShape.OBJECT;
    }

    static Shape listOf(Shape element) {
        return new ListShape(element);
    }

    /** This or null. */
    default Shape orNull() {
        return new NullableShape(this);
    }
}

package dev.jprisma.postgres.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** PostgreSQL's text form of arrays: {@code {1,NULL,"a,b",{2}}}, possibly with bounds before it. */
public final class ArrayText {

    /** Is told what an array has, from left to right. */
    public interface Receiver {

        /** An array begins: the whole, or one that is an element. */
        void begin();

        /** @param text null for NULL */
        void element(String text);

        /** The array that began last ends. */
        void end();
    }

    private final String text;
    private final Receiver receiver;
    private int position;

    private ArrayText(String text, Receiver receiver) {
        this.text = text;
        this.receiver = receiver;
        this.position = text.indexOf('{'); // before it may stand the bounds, [2:3]=
    }

    /**
     * Reads an array that PostgreSQL wrote, of elements that commas separate: of all types but {@code box}.
     *
     * @throws StringIndexOutOfBoundsException if it is none
     */
    public static void read(String text, Receiver receiver) {
        new ArrayText(text, receiver).array();
    }

    /**
     * The same, as lists.
     *
     * @param element gives the value of one that is not NULL
     */
    public static List<Object> parse(String text, Function<String, Object> element) {
        Lists lists = new Lists(element);
        read(text, lists);
        return lists.whole;
    }

    private void array() {
        receiver.begin();
        position++;
        while (text.charAt(position) != '}') {
            element();
            if (text.charAt(position) == ',') {
                position++;
            }
        }
        position++;
        receiver.end();
    }

    private void element() {
        switch (text.charAt(position)) {
            case '{' -> array();
            case '"' -> receiver.element(quoted());
            default -> {
                String element = unquoted();
                receiver.element(element.equals("NULL") ? null : element);
            }
        }
    }

    private String quoted() {
        StringBuilder element = new StringBuilder();
        for (position++; text.charAt(position) != '"'; position++) {
            if (text.charAt(position) == '\\') {
                position++;
            }
            element.append(text.charAt(position));
        }
        position++;
        return element.toString();
    }

    private String unquoted() {
        int start = position;
        while (text.charAt(position) != ',' && text.charAt(position) != '}') {
            position++;
        }
        return text.substring(start, position);
    }

    /** The array of texts, lists of texts, or nulls; every element quoted. */
    public static String format(List<?> elements) {
        StringBuilder out = new StringBuilder();
        append(elements, out);
        return out.toString();
    }

    private static void append(List<?> elements, StringBuilder out) {
        out.append('{');
        String separator = "";
        for (Object value : elements) {
            out.append(separator);
            separator = ",";
            if (value == null) {
                out.append("NULL");
            } else if (value instanceof List<?> nested) {
                append(nested, out);
            } else {
                appendQuoted((String) value, out);
            }
        }
        out.append('}');
    }

    private static void appendQuoted(String value, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        out.append('"');
    }

    private static final class Lists implements Receiver {
        private final Function<String, Object> element;
        private final Deque<List<Object>> open = new ArrayDeque<>();
        private List<Object> whole;

        private Lists(Function<String, Object> element) {
            this.element = element;
        }

        @Override
        public void begin() {
            List<Object> list = new ArrayList<>();
            if (open.isEmpty()) {
                whole = list;
            } else {
                open.getLast().add(list);
            }
            open.addLast(list);
        }

        @Override
        public void element(String text) {
            open.getLast().add(text == null ? null : element.apply(text));
        }

        @Override
        public void end() {
            open.removeLast();
        }
    }
}

package dev.jprisma.console.http;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.RecordJson;
import io.javalin.http.Context;

/** What stands in a request; what is wrong with it is an {@link JprismaException} of kind {@link ErrorKind#INVALID}. */
public final class Requests {
    private Requests() {}

    /** The instance in the path, at {@code {name}}. */
    public static InstanceName instance(Context context) {
        return new InstanceName(context.pathParam("name"));
    }

    /** The database of the instance that is meant; null for its first. */
    public static String database(Context context) {
        return context.queryParam("database");
    }

    /** A parameter of the query that has to be there. */
    public static String required(Context context, String parameter) {
        String value = context.queryParam(parameter);
        if (value == null) {
            throw invalid("The parameter " + parameter + " is missing");
        }
        return value;
    }

    /** A whole number in the query, from 0 on. */
    public static int number(Context context, String parameter, int byDefault) {
        String value = context.queryParam(parameter);
        if (value == null) {
            return byDefault;
        }
        if (!value.matches("[0-9]{1,9}")) {
            throw invalid(parameter + "=" + value + " is no number of at most 9 digits");
        }
        return Integer.parseInt(value);
    }

    /** The body, a JSON object, by the names of the record's components. */
    public static <T extends Record> T body(Context context, Class<T> type) {
        try {
            return RecordJson.parse(context.body()).to(type);
        } catch (IllegalArgumentException e) {
            throw invalid("The request's body cannot be read: " + e.getMessage());
        }
    }

    /** What is wrong with a request, as a sentence. */
    public static JprismaException invalid(String message) {
        return new JprismaException(ErrorKind.INVALID, message);
    }
}

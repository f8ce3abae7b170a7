package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.generator.GeneratorName;
import dev.jprisma.gateway.prisma.value.DateTimes;
import dev.jprisma.gateway.prisma.value.Values;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;

/** A value inside a plan: given, named, generated, or a list of such. */
sealed interface Argument {

    Object evaluate(Evaluation evaluation, VariableScope scope);

    /** Arguments in order. */
    static List<Object> evaluateAll(List<Argument> arguments, Evaluation evaluation, VariableScope scope) {
        List<Object> values = new ArrayList<>(arguments.size());
        for (Argument argument : arguments) {
            values.add(argument.evaluate(evaluation, scope));
        }
        return values;
    }

    record Literal(Object value) implements Argument {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            return value;
        }
    }

    /** A name of the scope; text becomes a date if the type says so. */
    record Placeholder(String name, boolean dateTime) implements Argument {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            Object value = Values.plain(scope.get(name));
            if (value == null && !scope.contains(name)) {
                throw missing(name);
            }
            return dateTime ? date(name, value) : value;
        }
    }

    /** A placeholder of a parameter of the request: a large write has one for each value. */
    record Parameter(int number) implements Argument {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            Object value = scope.parameters().get(number);
            if (value == null && !scope.parameters().contains(number)) {
                throw missing("%" + number);
            }
            return value;
        }
    }

    /** The same, of a date. */
    record DateParameter(int number) implements Argument {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            return date("%" + number, new Parameter(number).evaluate(evaluation, scope));
        }
    }

    private static PrismaError missing(String name) {
        return PrismaError.badRequest("Missing value for query variable " + name);
    }

    private static Object date(String name, Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        try {
            return DateTimes.parse(text);
        } catch (DateTimeException e) {
            throw PrismaError.badRequest("The value of query variable " + name + " is not a date: " + text);
        }
    }

    record GeneratorCall(GeneratorName generator, List<Argument> arguments) implements Argument {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            return evaluation.generators().call(generator, evaluateAll(arguments, evaluation, scope));
        }
    }

    record ListOf(List<Argument> elements) implements Argument {
        @Override
        public Object evaluate(Evaluation evaluation, VariableScope scope) {
            return evaluateAll(elements, evaluation, scope);
        }
    }
}

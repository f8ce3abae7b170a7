package dev.jprisma.cli;

import dev.jprisma.state.RecordJson;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How to write environment variables. No value of ours holds a quote, a dollar or a backslash. */
enum EnvironmentFormat {
    /** For a {@code .env} file. */
    DOTENV {
        @Override
        String write(Map<String, String> variables) {
            return lines(variables, "%s=\"%s\"");
        }
    },
    /** For {@code eval} in a POSIX shell. */
    SHELL {
        @Override
        String write(Map<String, String> variables) {
            return lines(variables, "export %s='%s'");
        }
    },
    /** One object. */
    JSON {
        @Override
        String write(Map<String, String> variables) {
            return RecordJson.writeIndented(variables);
        }
    };

    abstract String write(Map<String, String> variables);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String lines(Map<String, String> variables, String form) {
        return variables.entrySet().stream()
                .map(variable -> String.format(form, variable.getKey(), variable.getValue()))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}

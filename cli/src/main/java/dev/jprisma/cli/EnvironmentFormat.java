package dev.jprisma.cli;

import dev.jprisma.state.EnvironmentVariables;
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
            return EnvironmentVariables.dotenv(variables);
        }
    },
    /** For {@code eval} in a POSIX shell. */
    SHELL {
        @Override
        String write(Map<String, String> variables) {
            return variables.entrySet().stream()
                    .map(variable -> String.format("export %s='%s'", variable.getKey(), variable.getValue()))
                    .collect(Collectors.joining(System.lineSeparator()));
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
}

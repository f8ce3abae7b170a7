package dev.jprisma.cli;

import dev.jprisma.cli.project.Project;
import dev.jprisma.state.AlteredSettings;
import dev.jprisma.state.HistoryLength;
import dev.jprisma.state.HttpLimits;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.ServerSetting;
import java.util.List;
import java.util.Set;

/** Where a {@code jprisma.toml} says otherwise than its instance is, each with the command that makes it so. */
final class ProjectDifferences {
    private static final String CHANGE = "To change that: ";

    private final Project project;
    private final InstanceRecord instance;
    private final Context context;

    ProjectDifferences(Project project, InstanceRecord instance, Context context) {
        this.project = project;
        this.instance = instance;
        this.context = context;
    }

    /** @param runs whether it runs: then it is not told what it is told at a start, either */
    void note(boolean runs) {
        if (!instance.isLinked()) {
            noteVersion();
            noteSettings();
            noteHistory();
        }
        if (instance.name().equals(project.name())) {
            notePort("--port", project.ports().http(), instance.ports().http().number(), "HTTP port");
            if (!instance.isLinked()) {
                notePort(
                        "--db-port",
                        project.ports().database(),
                        instance.ports().database().number(),
                        "database port");
            }
            notePort(
                    "--shadow-db-port",
                    project.ports().shadow(),
                    instance.ports().shadow().number(),
                    "shadow database port");
        }
        if (runs) {
            noteLimits();
            noteOrigins();
        }
    }

    private void noteVersion() {
        Integer wanted = project.postgresMajor();
        int present = instance.postgres().major();
        if (wanted != null && wanted != present) {
            differs(
                    "PostgreSQL " + wanted,
                    "PostgreSQL " + instance.postgresVersion(),
                    wanted > present
                            ? CHANGE + "jprisma dev upgrade " + instance.name() + " --to " + wanted
                            : "Nothing makes it older; to begin anew: jprisma dev rm --force " + instance.name()
                                    + ", then jprisma dev");
        }
    }

    private void noteSettings() {
        if (project.settings().isEmpty()) {
            return;
        }
        List<ServerSetting> present =
                AlteredSettings.of(instance.dataDirectory(context.home())).all();
        for (ServerSetting wanted : project.settings()) {
            if (!present.contains(wanted)) {
                differs(
                        wanted.toString(),
                        present.stream()
                                .filter(other -> other.name().equals(wanted.name()))
                                .findFirst()
                                .map(ServerSetting::toString)
                                .orElse("the server's own"),
                        CHANGE + "jprisma dev config " + instance.name() + " --set " + quoted(wanted));
            }
        }
    }

    private static String quoted(ServerSetting setting) {
        String text = setting.toString();
        return text.matches("[\\w.=,:/-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private void noteHistory() {
        HistoryLength wanted = project.history();
        HistoryLength present = instance.history() == null ? HistoryLength.OFF : instance.history();
        if (wanted != null && !wanted.equals(present)) {
            differs(
                    "a history of " + wanted,
                    present.toString(),
                    CHANGE + "jprisma dev history " + instance.name() + " " + wanted);
        }
    }

    private void notePort(String option, Integer wanted, int present, String what) {
        if (wanted != null && wanted != present) {
            differs(
                    what + " " + wanted,
                    Integer.toString(present),
                    CHANGE + "jprisma dev ports " + instance.name() + " " + option + " " + wanted);
        }
    }

    private void noteLimits() {
        HttpLimits present = instance.limits() == null ? HttpLimits.NONE : instance.limits();
        if (project.limits() != null && project.limits() != present) {
            differs("the limits " + project.limits(), present.toString(), "It changes at the next start");
        }
    }

    private void noteOrigins() {
        List<String> wanted = project.allowedOrigins();
        if (wanted != null && !Set.copyOf(wanted).equals(Set.copyOf(instance.allowedOrigins()))) {
            differs(
                    "the origins " + String.join(", ", wanted),
                    instance.allowedOrigins().isEmpty() ? "none" : String.join(", ", instance.allowedOrigins()),
                    "It changes at the next start");
        }
    }

    private void differs(String wanted, String present, String remedy) {
        context.console()
                .note(project.file().getFileName() + " says " + wanted + ", " + instance.name() + " has " + present
                        + ". " + remedy);
    }
}

package dev.jprisma.cli;

import dev.jprisma.cli.doctor.Doctor;
import dev.jprisma.cli.doctor.Finding;
import dev.jprisma.cli.doctor.Severity;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.PrintableText;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doctor}: what is wrong with this machine, home and instances, and what to type against it. */
@Command(
        name = "doctor",
        description = {
            "Look for what is wrong, and say what to do.",
            "It looks at this machine, the home, each instance, their ports, and what is left of"
                    + " instances that are gone. It changes nothing without --fix, and ends with 1 if something"
                    + " does not work."
        })
final class DoctorCommand extends BaseCommand {
    private static final int SCHEMA_VERSION = 1;

    @Option(names = "--fix", description = "Mend what can be mended without losing anything, and say what was done.")
    private boolean fix;

    @Mixin
    private JsonOption json;

    DoctorCommand(Context context) {
        super(context);
    }

    /** The whole of the JSON. */
    private record Examination(
            long schemaVersion, String version, String home, boolean healthy, List<CheckView> checks) {}

    /** @param fixed what {@code --fix} did; null if nothing */
    private record CheckView(String check, String severity, String message, String next, String fixed) {}

    @Override
    public Integer call() {
        JprismaHome home = context().homeAsItIs();
        List<Finding> findings = new Doctor(home).examine();
        List<String> fixes = new ArrayList<>();
        for (Finding finding : findings) {
            fixes.add(fix && finding.fix() != null ? applied(finding) : null);
        }
        List<CheckView> checks = new ArrayList<>();
        for (int i = 0; i < findings.size(); i++) {
            checks.add(view(findings.get(i), fixes.get(i)));
        }
        boolean healthy = checks.stream().noneMatch(isOpen(Severity.FAILURE));
        if (json.isSet()) {
            console()
                    .result(RecordJson.writeIndented(
                            new Examination(SCHEMA_VERSION, Version.current(), home.toString(), healthy, checks)));
        } else {
            checks.forEach(this::print);
            noteSum(checks, findings);
        }
        return healthy ? ExitCode.DONE : ExitCode.FAILED;
    }

    private String applied(Finding finding) {
        try {
            return finding.fix().apply();
        } catch (Exception e) {
            console().error(finding.check() + " could not be mended: " + e.getMessage());
            return null;
        }
    }

    private static CheckView view(Finding finding, String fixed) {
        return new CheckView(
                finding.check(),
                finding.severity().toString(),
                PrintableText.line(finding.message()),
                finding.next(),
                fixed);
    }

    private static Predicate<CheckView> isOpen(Severity severity) {
        return check -> check.fixed() == null && check.severity().equals(severity.toString());
    }

    private void print(CheckView check) {
        String severity = check.severity()
                + " "
                        .repeat(Severity.FAILURE.toString().length()
                                - check.severity().length());
        String coloured = switch (Severity.valueOf(check.severity().toUpperCase(Locale.ROOT))) {
            case OK -> console().green(severity);
            case WARNING -> console().yellow(severity);
            case FAILURE -> console().red(severity);
        };
        console().result(coloured + "  " + check.check() + ": " + check.message());
        if (check.fixed() != null) {
            console().result("         Mended: " + check.fixed());
        } else if (check.next() != null) {
            console().result("         Type: " + check.next());
        }
    }

    private void noteSum(List<CheckView> checks, List<Finding> findings) {
        long failures = checks.stream().filter(isOpen(Severity.FAILURE)).count();
        long warnings = checks.stream().filter(isOpen(Severity.WARNING)).count();
        console()
                .note(
                        failures + warnings == 0
                                ? "All is well."
                                : counted(failures, "failure") + ", " + counted(warnings, "warning") + ".");
        if (!fix && findings.stream().anyMatch(finding -> finding.fix() != null)) {
            console().note("Some of it jprisma mends itself, without losing anything: jprisma doctor --fix");
        }
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}

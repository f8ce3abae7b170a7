package dev.jprisma.cli;

import dev.jprisma.client.DaemonClient;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.ReadInsights;
import dev.jprisma.state.control.ReadStatement;
import dev.jprisma.state.insights.Advice;
import dev.jprisma.state.insights.InsightsReport;
import dev.jprisma.state.insights.StatementDetail;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jprisma insights}: what is slow, who asks for it, and what to do. */
@Command(
        name = "insights",
        description = {
            "Show what is slow on an instance, who asks for it, and what to do.",
            "Advice comes first, each with its figures, then the statements that take the most time."
        })
final class InsightsCommand extends BaseCommand {
    private static final String CLEAR = "\u001b[H\u001b[2J";
    private static final long PERIOD_SECONDS = 1;

    @Mixin
    private OneName name;

    @Option(
            names = {"-w", "--watch"},
            description =
                    "Go on until Ctrl-C, and have the server write down what it executes meanwhile: who calls what,"
                            + " loops and repeated reads are seen then.")
    private boolean watch;

    @Option(
            names = "--statement",
            paramLabel = "ID",
            description =
                    "All about one statement: its calls, its plan, and a prompt for an assistant. Its id stands in"
                            + " front of it in the list.")
    private String statement;

    @Option(names = "--json", description = "Print JSON; with --watch a line a second.")
    private boolean json;

    InsightsCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws InterruptedException {
        InstanceName instance = name.require(context()).name();
        if (statement != null) {
            showStatement(instance);
        } else if (watch) {
            watch(instance);
        } else {
            InsightsReport report = context()
                    .daemon()
                    .request(
                            Methods.INSIGHTS_READ,
                            new ReadInsights(instance, false),
                            InsightsReport.class,
                            context().showingProgress());
            if (json) {
                console().result(RecordJson.writeIndented(report));
            } else {
                new InsightsText(console()).print(report);
            }
        }
        return ExitCode.DONE;
    }

    private void showStatement(InstanceName instance) {
        StatementDetail detail = context()
                .daemon()
                .request(
                        Methods.INSIGHTS_STATEMENT,
                        new ReadStatement(instance, statement),
                        StatementDetail.class,
                        context().showingProgress());
        if (json) {
            console().result(RecordJson.writeIndented(detail));
        } else {
            console().result(InsightsText.printable(detail.prompt()));
            if (detail.planNote() != null) {
                console().note(detail.planNote() + ".");
            }
        }
    }

    /** The connection holds the recording, so it ends however this command does. */
    private void watch(InstanceName instance) throws InterruptedException {
        Set<String> told = new HashSet<>();
        try (DaemonClient daemon = context().daemon().connect(context().showingProgress())) {
            if (!json) {
                console()
                        .note("Watching " + instance
                                + " until Ctrl-C; the server writes down what it executes meanwhile.");
            }
            while (!console().out().checkError()) {
                show(
                        daemon.request(Methods.INSIGHTS_READ, new ReadInsights(instance, true), InsightsReport.class),
                        told);
                TimeUnit.SECONDS.sleep(PERIOD_SECONDS);
            }
        }
    }

    private void show(InsightsReport report, Set<String> told) {
        if (json) {
            console().result(RecordJson.write(report));
        } else if (console().isOutputTerminal()) {
            console().out().print(CLEAR);
            new InsightsText(console()).print(report);
        } else {
            for (Advice advice : report.advice()) {
                if (told.add(advice.rule() + " " + advice.statement() + " " + advice.title())) {
                    new InsightsText(console()).print(advice);
                }
            }
        }
        console().out().flush();
    }
}

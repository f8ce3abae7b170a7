package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import dev.jprisma.cli.output.PortNotes;
import dev.jprisma.cli.output.Secrets;
import dev.jprisma.state.ClosedPorts;
import dev.jprisma.state.Exports;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.PortRole;
import dev.jprisma.state.PostgresChoice;
import dev.jprisma.state.PrintableText;
import java.util.ArrayList;
import java.util.List;

/** The instances for people: name, status, and a line for each URL. */
final class InstanceTable {
    private static final int STATUS_WIDTH =
            InstanceStatus.NOT_RUNNING.toString().length();

    private final Console console;
    private final boolean fullUrls;

    InstanceTable(Console console, boolean fullUrls) {
        this.console = console;
        this.fullUrls = fullUrls;
    }

    void print(List<InstanceView> instances) {
        int nameWidth = "NAME".length();
        for (InstanceView instance : instances) {
            nameWidth = Math.max(nameWidth, PrintableText.line(instance.name()).length());
        }
        console.result(console.bold(padded("NAME", nameWidth) + "  " + padded("STATUS", STATUS_WIDTH) + "  URLS"));
        String indent = " ".repeat(nameWidth + STATUS_WIDTH + 4);
        for (InstanceView instance : instances) {
            String head =
                    padded(PrintableText.line(instance.name()), nameWidth) + "  " + status(instance.status()) + "  ";
            String lines = String.join(System.lineSeparator() + indent, lines(instance));
            console.result((head + lines).stripTrailing());
        }
    }

    private List<String> lines(InstanceView instance) {
        Exports exports = instance.exports();
        List<String> lines = new ArrayList<>();
        if (exports != null) {
            String http = fullUrls ? exports.ppg().url() : Secrets.masked(exports.ppg());
            lines.add("TCP     " + tcp(exports.database().connectionString()));
            lines.add(
                    "Shadow  " + tcp(exports.shadowDatabase().connectionString()) + closed(instance, PortRole.SHADOW));
            lines.add("HTTP    " + http + closed(instance, PortRole.HTTP));
        } else if (instance.error() != null) {
            lines.add(PrintableText.line(instance.error()));
        }
        if (isOnAnother(instance)) {
            lines.add("Server  PostgreSQL " + instance.version()
                    + (instance.postgresHome() == null ? "" : " in " + PrintableText.line(instance.postgresHome())));
        }
        if (instance.history() != null) {
            lines.add("History " + instance.history());
        }
        if (instance.endsAt() != null) {
            lines.add("Ends    " + LifeTimeLeft.text(instance.endsAt()) + "; to keep it: jprisma dev claim "
                    + instance.name());
        }
        if (instance.formerPorts() != null) {
            lines.add("Former  " + PortNotes.listed(instance));
        }
        return lines;
    }

    /** What most instances have goes without saying. */
    private static boolean isOnAnother(InstanceView instance) {
        return instance.version() != null
                && instance.upstream() == null
                && (instance.postgresHome() != null || !instance.version().startsWith(PostgresChoice.NEWEST + "."));
    }

    private String closed(InstanceView instance, PortRole role) {
        ClosedPorts closed = instance.closedDoors();
        return closed == null || closed.of(role) == null
                ? ""
                : "  " + console.red("(not served: " + PrintableText.line(closed.of(role)) + ")");
    }

    private String tcp(String url) {
        return fullUrls ? url : Secrets.masked(url);
    }

    private String status(InstanceStatus status) {
        String text = padded(status.toString(), STATUS_WIDTH);
        return switch (status) {
            case RUNNING -> console.green(text);
            case STARTING_UP, STOPPING -> console.yellow(text);
            case NOT_RUNNING -> console.dim(text);
            case CRASHED, ERROR -> console.red(text);
        };
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}

package dev.jprisma.cli.foreground;

import dev.jprisma.cli.output.Console;
import dev.jprisma.cli.output.Secrets;
import dev.jprisma.state.Exports;
import dev.jprisma.state.InstanceView;

/** What a foreground session shows. */
final class Banner {
    private final Console console;

    Banner(Console console) {
        this.console = console;
    }

    /** The address that every client understands comes first. */
    void show(InstanceView instance) {
        Exports exports = instance.exports();
        console.result(console.bold(instance.name()) + " is running: PostgreSQL " + instance.version()
                + (instance.upstream() == null ? ", pid " + instance.pid() : ", linked"));
        console.result("");
        console.result(
                "  " + console.bold("TCP") + "     " + tcp(exports.database().connectionString()));
        console.result("  " + console.bold("Shadow") + "  "
                + tcp(exports.shadowDatabase().connectionString()));
        console.result("  " + console.bold("HTTP") + "    "
                + (console.isOutputTerminal()
                        ? Secrets.masked(exports.ppg())
                        : exports.ppg().url()));
        console.result("");
    }

    private String tcp(String url) {
        return console.isOutputTerminal() ? Secrets.masked(url) : url;
    }

    void showKeys() {
        console.result("  " + key("q", "quit") + "   " + key("h", "HTTP URL") + "   " + key("t", "TCP URLs"));
        console.result("");
    }

    void showHttp(InstanceView instance) {
        console.result(instance.exports().ppg().url());
    }

    void showTcp(InstanceView instance) {
        console.result("TCP     " + instance.exports().database().connectionString());
        console.result("Shadow  " + instance.exports().shadowDatabase().connectionString());
    }

    private String key(String key, String meaning) {
        return console.bold(key) + " " + console.dim(meaning);
    }
}

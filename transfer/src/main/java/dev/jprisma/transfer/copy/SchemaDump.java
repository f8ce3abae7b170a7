package dev.jprisma.transfer.copy;

import dev.jprisma.cli.transfer.TransferListener;
import dev.jprisma.postgres.SqlText;
import dev.jprisma.postgres.script.ScriptReader;
import dev.jprisma.postgres.script.ScriptStatement;
import dev.jprisma.transfer.load.ScriptLoad;
import dev.jprisma.transfer.server.DatabaseSession;
import dev.jprisma.transfer.tool.PostgresTool;
import dev.jprisma.transfer.tool.ToolProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The schema of a database, as {@code pg_dump} writes it; who owns what and who may do what stands aside. */
final class SchemaDump {
    private final DatabaseSession source;
    private final PostgresTool tool;
    private final OwnersAndRights owners;
    private final List<String> arguments;

    /**
     * @param snapshot what it sees, an exported one; null for the present
     * @param owners takes what is said of owners and rights; null if nothing is to be
     */
    SchemaDump(
            DatabaseSession source, PostgresTool tool, List<String> schemas, String snapshot, OwnersAndRights owners) {
        this.source = source;
        this.tool = tool;
        this.owners = owners;
        this.arguments = new ArrayList<>(List.of(
                "--no-password",
                "--no-tablespaces",
                "--no-publications",
                "--no-subscriptions",
                "--no-security-labels",
                "-B")); // large objects, by whichever name
        if (owners == null) {
            arguments.addAll(List.of("--no-owner", "--no-privileges"));
        }
        if (snapshot != null) {
            arguments.add("--snapshot=" + snapshot);
        }
        schemas.forEach(schema -> arguments.add("--schema=" + SqlText.name(schema)));
        if (!schemas.isEmpty() && tool.major() >= 14) {
            arguments.add("--extension=*");
        }
    }

    /** Executes one section on the target, in its transaction. */
    void load(String section, DatabaseSession target, TransferListener listener) throws IOException {
        List<String> all = new ArrayList<>(arguments);
        all.add("--section=" + section);
        try (ToolProcess process =
                ToolProcess.on(source.database().uri(), source.connection().host(), tool, all)) {
            ScriptLoad load = new ScriptLoad(
                    target,
                    "the schema of " + source.database(),
                    new ScriptReader(process.output()),
                    true,
                    statement -> isThere(statement) || owners != null && owners.takes(statement));
            load.run(rows -> {});
            process.awaitSuccess(listener::note);
        }
    }

    /** Every database has it, and a comment on it is its owner's to write. */
    private static boolean isThere(ScriptStatement statement) {
        return statement.startsWith("CREATE", "SCHEMA", "PUBLIC")
                || statement.startsWith("COMMENT", "ON", "SCHEMA", "PUBLIC")
                || statement.startsWith("COMMENT", "ON", "EXTENSION");
    }
}

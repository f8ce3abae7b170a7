package dev.jprisma.cli;

import java.util.ArrayList;
import java.util.List;

/** What people type most, for each command: its help and its man page end with it. */
final class Examples {
    /**
     * An example.
     *
     * @param line to type
     * @param meaning what it does
     */
    record Example(String line, String meaning) {}

    private Examples() {}

    /** As the end of a command's help. */
    static String[] footer(String path) {
        List<Example> examples = of(path);
        if (examples.isEmpty()) {
            return new String[0];
        }
        List<String> lines = new ArrayList<>(List.of("", examples.size() == 1 ? "Example:" : "Examples:"));
        for (Example example : examples) {
            // Percent signs would be formats.
            lines.add("  " + example.line().replace("%", "%%"));
            lines.add("      " + example.meaning().replace("%", "%%"));
        }
        return lines.toArray(String[]::new);
    }

    /** @param path of a command, such as {@code jprisma dev ls} */
    static List<Example> of(String path) {
        return switch (path) {
            case "jprisma" ->
                List.of(
                        new Example("jprisma dev", "A server for this terminal, with its URLs, until q or Ctrl-C."),
                        new Example("jprisma dev -n shop --detach", "One in the background; its TCP URL is printed."),
                        new Example("jprisma dev ls", "What there is."),
                        new Example("jprisma doctor", "What is wrong."),
                        new Example("jprisma help dev env", "How a command is used."));
            case "jprisma dev" ->
                List.of(
                        new Example("jprisma dev", "The instance 'default', until q or Ctrl-C."),
                        new Example("jprisma dev -n shop --detach", "Another one, in the background."),
                        new Example(
                                "jprisma dev -n shop -p 5000 -P 5001 --detach",
                                "With ports of your choice: HTTP, TCP."),
                        new Example("jprisma dev -n old --postgres-version 16 --detach", "With PostgreSQL 16."));
            case "jprisma dev ls" ->
                List.of(
                        new Example("jprisma dev ls", "Names, statuses, URLs without their secrets."),
                        new Example("jprisma dev ls --json", "All of it for programs, secrets included."));
            case "jprisma dev status" ->
                List.of(new Example("jprisma dev status shop", "URLs, version, process, ports and data of one."));
            case "jprisma dev open" ->
                List.of(new Example("jprisma dev open shop", "Its data and schema, in the browser."));
            case "jprisma dev ports" ->
                List.of(
                        new Example("jprisma dev ports shop", "Which ports it has."),
                        new Example("jprisma dev ports shop --db-port 5432", "Start it anew with another."));
            case "jprisma dev start" ->
                List.of(
                        new Example("jprisma dev start shop", "Start it in the background."),
                        new Example("jprisma dev start 'test-*'", "Start all whose names begin so."));
            case "jprisma dev stop" ->
                List.of(
                        new Example("jprisma dev stop shop", "Stop it; its data stays."),
                        new Example("jprisma dev stop '*' -y", "Stop all, without being asked."));
            case "jprisma dev restart" ->
                List.of(new Example("jprisma dev restart shop", "Stop and start it, as new settings need it."));
            case "jprisma dev psql" ->
                List.of(
                        new Example("jprisma dev psql shop", "A session in the terminal."),
                        new Example("jprisma dev psql shop -c vacuum", "One statement, and what it says."));
            case "jprisma dev rm" ->
                List.of(
                        new Example("jprisma dev rm shop", "Delete it; for a day dev undo brings it back."),
                        new Example("jprisma dev rm shop --force -y", "As it runs, without being asked."));
            case "jprisma dev claim" ->
                List.of(new Example("jprisma dev claim temporary", "Keep a database that was made for a while."));
            case "jprisma dev snapshot" ->
                List.of(
                        new Example("jprisma dev snapshot shop", "Keep its data as it is now."),
                        new Example("jprisma dev snapshot shop before-import", "Under a name of your choice."));
            case "jprisma dev snapshot rm" ->
                List.of(new Example("jprisma dev snapshot rm shop before-import", "Delete a snapshot."));
            case "jprisma dev snapshots" ->
                List.of(new Example("jprisma dev snapshots shop", "What it can be brought back to."));
            case "jprisma dev restore" ->
                List.of(
                        new Example("jprisma dev restore shop before-import", "Back to a snapshot."),
                        new Example("jprisma dev restore shop --at 18:43", "Back to a moment of its history."));
            case "jprisma dev history" ->
                List.of(
                        new Example("jprisma dev history shop 1h", "From now on, any moment of the last hour."),
                        new Example("jprisma dev history shop off", "No more."));
            case "jprisma dev fork" ->
                List.of(
                        new Example("jprisma dev fork shop lab", "A new instance with the data of shop."),
                        new Example("jprisma dev fork shop lab --from before-import", "With that of a snapshot."));
            case "jprisma dev rename" ->
                List.of(new Example("jprisma dev rename shop store", "The same instance by another name."));
            case "jprisma dev reset" ->
                List.of(new Example("jprisma dev reset shop", "Empty it; for a day dev undo brings the data back."));
            case "jprisma dev undo" ->
                List.of(new Example("jprisma dev undo shop", "Take back the last rm, reset, restore or upgrade."));
            case "jprisma dev upgrade" ->
                List.of(new Example("jprisma dev upgrade shop --to 18", "Its data on PostgreSQL 18."));
            case "jprisma dev link" ->
                List.of(new Example(
                        "jprisma dev link staging postgres://app@db.example.com/shop",
                        "An HTTP URL for a database elsewhere; the password is taken from ~/.pgpass."));
            case "jprisma dev url" ->
                List.of(
                        new Example("jprisma dev url shop", "The TCP URL, for DATABASE_URL."),
                        new Example("jprisma dev url shop --http", "The one for Prisma Client over HTTP."),
                        new Example("jprisma dev url shop --role app", "With less power than the superuser's."));
            case "jprisma dev env" ->
                List.of(
                        new Example("jprisma dev env shop --write .env", "Into a file, whose other lines stay."),
                        new Example("eval \"$(jprisma dev env shop --format shell)\"", "Into this shell."));
            case "jprisma dev load" ->
                List.of(
                        new Example("jprisma dev load shop production.sql.gz", "A dump, all of it or nothing."),
                        new Example(
                                "jprisma dev load shop users.csv --table users --create", "Rows into a new table."));
            case "jprisma dev dump" ->
                List.of(
                        new Example("jprisma dev dump shop shop.sql.gz", "Schema and data into a file."),
                        new Example("jprisma dev dump shop -- --schema-only", "What pg_dump can, behind the dashes."));
            case "jprisma dev pull" ->
                List.of(new Example(
                        "jprisma dev pull shop --from postgres://ada@db.example.com/shop", "A copy of a database."));
            case "jprisma dev push" ->
                List.of(new Example(
                        "jprisma dev push shop --to postgres://ada@db.example.com/shop",
                        "This data into an empty database."));
            case "jprisma dev logs" ->
                List.of(
                        new Example("jprisma dev logs shop -n 20", "The last lines that PostgreSQL wrote."),
                        new Example("jprisma dev logs shop -f", "And those it writes from now on."));
            case "jprisma dev exec" ->
                List.of(
                        new Example("jprisma dev exec shop -- npx prisma migrate dev", "A command with its URLs."),
                        new Example(
                                "jprisma dev exec --ephemeral --migrate db/migrations -- npm test",
                                "A database for one command, gone afterwards."));
            case "jprisma dev migrate" ->
                List.of(new Example("jprisma dev migrate shop prisma/migrations", "Those that have not run yet."));
            case "jprisma dev clone-db" ->
                List.of(new Example(
                        "jprisma dev clone-db shop", "A copy of its database, beside it; its URL is printed."));
            case "jprisma dev config" ->
                List.of(
                        new Example("jprisma dev config shop", "The settings that differ."),
                        new Example("jprisma dev config shop --set max_connections=300", "Change one."),
                        new Example("jprisma dev config shop --reset max_connections", "And back."));
            case "jprisma dev password" ->
                List.of(new Example("jprisma dev password shop", "A new random password; URLs with the old one end."));
            case "jprisma console" ->
                List.of(
                        new Example("jprisma console", "The page of all instances, in the browser."),
                        new Example("jprisma console --no-browser", "The link alone, as over SSH."));
            case "jprisma studio" ->
                List.of(new Example("jprisma studio shop", "Prisma Studio of the project that you are in."));
            case "jprisma postgres ls" -> List.of(new Example("jprisma postgres ls", "What is here and can be had."));
            case "jprisma postgres add" -> List.of(new Example("jprisma postgres add 17", "Fetch it now."));
            case "jprisma postgres rm" -> List.of(new Example("jprisma postgres rm 16", "Delete its binaries."));
            case "jprisma extension add" ->
                List.of(new Example("jprisma extension add vector", "pgvector, for all instances of this home."));
            case "jprisma extension ls" ->
                List.of(new Example("jprisma extension ls --available", "Also those that come with PostgreSQL."));
            case "jprisma extension rm" -> List.of(new Example("jprisma extension rm vector", "Take it away."));
            case "jprisma mcp" ->
                List.of(
                        new Example("jprisma mcp --print-config vscode --read-only", "What to tell the editor."),
                        new Example("jprisma mcp shop --read-only", "What it then runs; one instance alone."));
            case "jprisma api" ->
                List.of(new Example("jprisma api --token --write .env", "Where it is and the token, for a script."));
            case "jprisma insights" ->
                List.of(
                        new Example("jprisma insights shop", "What is slow, and what to do."),
                        new Example("jprisma insights shop --watch", "While the application runs."));
            case "jprisma create-db" -> List.of(new Example("jprisma create-db --ttl 2h", "A database for two hours."));
            case "jprisma create-db env" ->
                List.of(new Example("jprisma create-db env --write .env", "So that npx create-db makes its own here."));
            case "jprisma daemon status" ->
                List.of(new Example("jprisma daemon status", "Whether it runs, and where."));
            case "jprisma daemon stop" ->
                List.of(
                        new Example("jprisma daemon stop", "The next command starts another; instances go on."),
                        new Example("jprisma daemon stop --all", "Stop the instances, too."));
            case "jprisma doctor" ->
                List.of(
                        new Example("jprisma doctor", "What is wrong, and what to type."),
                        new Example("jprisma doctor --fix", "Mend what can be mended without losing anything."));
            case "jprisma self uninstall" ->
                List.of(
                        new Example("jprisma self uninstall", "Stop all; the data stays for the next jprisma."),
                        new Example(
                                "jprisma self uninstall --data",
                                "Leave nothing but the program, and say how that goes."));
            case "jprisma completion" ->
                List.of(new Example("source <(jprisma completion bash)", "For this shell; in ~/.bashrc for all."));
            default -> List.of();
        };
    }
}

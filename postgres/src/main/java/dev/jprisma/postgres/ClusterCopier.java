package dev.jprisma.postgres;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.OperatingSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Copies the files of a cluster, also under a server that works on it, without those that PostgreSQL makes anew
 * ({@code pg_basebackup} leaves out the same, see "Base Backup" in PostgreSQL's documentation of its protocol). A file
 * system that can share blocks shares them; elsewhere large files are written past the cache, piece by piece, so that
 * who waits for the disk meanwhile waits for one piece and not for all.
 *
 * <p>The server's user does it, with the system's own programs: those of GNU, BSD and BusyBox.
 */
final class ClusterCopier {
    private static final Duration LIMIT = Duration.ofHours(1);
    private static final Duration SMALL_LIMIT = Duration.ofMinutes(1);

    /**
     * Source, target, which is an empty folder, the pattern of what is copied of WAL, and, if files may be dropped
     * meanwhile, something.
     */
    private static final String COPY = """
            set -eu
            umask 077
            export target=$1 wal=$2 live=$3
            cd "$0"
            if [ -n "$(find pg_tblspc -type l)" ]; then
              echo 'it has tablespaces outside of its data directory, which a copy would share' >&2
              exit 1
            fi
            direct=
            if cp -p --reflink=always PG_VERSION "$target" 2>/dev/null; then copy='cp -p --reflink=always'
            elif cp -pc PG_VERSION "$target" 2>/dev/null; then copy='cp -pc'
            else
              copy='cp -p'
              dd if=PG_VERSION of="$target/PG_VERSION" bs=4096 oflag=direct 2>/dev/null && direct=yes
            fi
            export copy
            # Of a live cluster a file that is gone by now was dropped.
            small='[ $# = 0 ] || said=$($copy "$@" "$0" 2>&1) || {
              printf "%s\\n" "$said"
              [ "$live" ] && [ "$said" ] && ! printf "%s\\n" "$said" | grep -qv "No such file"
            }'
            large='for file; do
              said=$(dd if="$file" of="$0/${file##*/}" bs=1048576 oflag=direct 2>&1) ||
                { [ "$live" ] && [ ! -e "$file" ]; } || { printf "%s\\n" "$said"; exit 1; }
            done'
            files() {
              find "$folder" -maxdepth 1 -type f ! -name 'postmaster.*' ! -name 'backup_label*' ! -name 'tablespace_map*' \\
                ! -name 'pg_internal.init*' ! -name 'pgsql_tmp*' ! -name 'postgresql.auto.conf.tmp' "$@" -print0
            }
            find . \\( -path './pg_wal/*' -o -path './pg_replslot/*' -o -path './pg_dynshmem/*' -o -path './pg_notify/*' \\
                -o -path './pg_serial/*' -o -path './pg_snapshots/*' -o -path './pg_stat_tmp/*' -o -path './pg_subtrans/*' \\
                -o -name pgsql_tmp \\) -prune -o -type d -print |
              while IFS= read -r folder; do
                mkdir -p "$target/$folder"
                case $folder in
                  ./pg_replslot|./pg_dynshmem|./pg_notify|./pg_serial|./pg_snapshots|./pg_stat_tmp|./pg_subtrans) ;;
                  ./pg_wal) [ -z "$wal" ] || files -name "$wal" | xargs -0 -n 200 sh -c "$small" "$target/$folder" ;;
                  *)
                    files ${direct:+! -size +2047} | xargs -0 -n 200 -P 4 sh -c "$small" "$target/$folder"
                    [ -z "$direct" ] || files -size +2047 | xargs -0 -n 200 sh -c "$large" "$target/$folder" ;;
                esac
              done
            """;

    /** Source, target; the names come by the input. */
    private static final String COPY_WAL = """
            set -eu
            umask 077
            cd "$0/pg_wal"
            cp --reflink=auto /dev/null "$1/pg_wal/reflink" 2>/dev/null && export copy='cp -p --reflink=auto' || export copy='cp -p'
            rm -f "$1/pg_wal/reflink"
            xargs -n 200 sh -c '[ $# = 0 ] || $copy "$@" "$0"' "$1/pg_wal"
            """;

    /** Source, target. */
    private static final String COPY_CONFIGURATION = """
            set -eu
            cd "$0"
            for file in postgresql.conf postgresql.auto.conf pg_hba.conf pg_ident.conf; do
              [ ! -f "$file" ] || cp -p "$file" "$1/$file"
            done
            """;

    private final Storage storage;
    private final BooleanSupplier abandoned;

    ClusterCopier(Storage storage) {
        this(storage, () -> false);
    }

    /** @param abandoned whether nobody waits any more, so that a copy under way is given up */
    ClusterCopier(Storage storage, BooleanSupplier abandoned) {
        this.storage = storage;
        this.abandoned = abandoned;
    }

    /**
     * @param target where nothing is yet
     * @param wal the files of WAL to copy as well: a name, {@code *}, or nothing
     */
    void copyStopped(Path source, Path target, String wal) throws IOException {
        copy(source, target, wal, "");
    }

    /**
     * The same of a cluster that a server works on, without its WAL.
     *
     * @param target where nothing is yet
     */
    void copyRunning(Path source, Path target) throws IOException {
        copy(source, target, "", "live");
    }

    private void copy(Path source, Path target, String wal, String live) throws IOException {
        if (OperatingSystem.here() == OperatingSystem.WINDOWS) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED,
                    "Data of an instance cannot be copied on Windows yet. A dump can be taken: jprisma dev dump");
        }
        storage.createCluster(target);
        storage.privileges()
                .runLong(List.of("sh", "-c", COPY, source.toString(), target.toString(), wal, live), LIMIT, abandoned);
    }

    /** Copies files of WAL, all of which are there. */
    void copyWal(Path source, Path target, List<String> names) throws IOException {
        run(
                List.of("sh", "-c", COPY_WAL, source.toString(), target.toString()),
                String.join("\n", names) + "\n",
                LIMIT);
    }

    /** Copies what its user may have changed of a cluster's configuration. */
    void copyConfiguration(Path source, Path target) throws IOException {
        run(List.of("sh", "-c", COPY_CONFIGURATION, source.toString(), target.toString()), "", SMALL_LIMIT);
    }

    /** Makes a small file in a cluster that no server runs on. */
    void write(Path file, String content) throws IOException {
        run(List.of("sh", "-c", "umask 077 && cat > \"$0\"", file.toString()), content, SMALL_LIMIT);
    }

    /** How much the files of a cluster take on the disk. */
    long bytes(Path dataDirectory) throws IOException {
        String said = run(List.of("du", "-sk", dataDirectory.toString()), "", LIMIT);
        return Long.parseLong(said.split("\\s", 2)[0]) * 1024;
    }

    private String run(List<String> command, String input, Duration limit) throws IOException {
        return storage.privileges().run(command, input, limit);
    }
}

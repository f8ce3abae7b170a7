package dev.jprisma.postgres.extension;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jprisma.postgres.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Small extensions of our own, as their authors would hand them out. */
final class SampleExtension {
    /**
     * A library as PostgreSQL takes it, without its headers: the magic block, a function that answers 42, and, if asked
     * for, the refusal to be loaded later than at the server's start.
     */
    private static final String CODE = """
            typedef unsigned long Datum;
            typedef struct { int version, funcmaxargs, indexmaxkeys, namedatalen, float8byval; char extra[32]; } Abi;
            #ifdef BEFORE_18
            typedef struct { int len; Abi abi; } Magic;
            #else
            typedef struct { int len; Abi abi; const char *name; const char *version; } Magic;
            #endif
            const Magic *Pg_magic_func(void) {
              static const Magic magic = { sizeof(Magic), { MAJOR, 100, 32, 64, 1, "PostgreSQL" } };
              return &magic;
            }
            typedef struct { int api_version; } Info;
            const Info *pg_finfo_sample_answer(void) { static const Info info = { 1 }; return &info; }
            Datum sample_answer(void *call) { return 42; }
            #ifdef PRELOADED
            extern _Bool process_shared_preload_libraries_in_progress;
            extern _Bool errstart(int level, const char *domain);
            extern int errmsg(const char *text, ...);
            extern void errfinish(const char *file, int line, const char *function);
            void _PG_init(void) {
              if (!process_shared_preload_libraries_in_progress && errstart(21, 0)) {
                errmsg("sample must be loaded via \\"shared_preload_libraries\\"");
                errfinish(__FILE__, __LINE__, "_PG_init");
              }
            }
            #endif
            """;

    private SampleExtension() {}

    /** Of SQL alone. */
    static Map<String, byte[]> ofSql(String name, String version) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(
                "usr/share/postgresql/18/extension/" + name + ".control",
                bytes("comment = 'a sample''s comment'\ndefault_version = '" + version + "'\n"));
        files.put(
                "usr/share/postgresql/18/extension/" + name + "--" + version + ".sql",
                bytes("CREATE FUNCTION " + name + "_version() RETURNS text LANGUAGE sql RETURN '" + version + "';\n"));
        files.put("usr/share/doc/" + name + "/README", bytes("read me"));
        return files;
    }

    /** With a library, which this machine's compiler makes. */
    static Map<String, byte[]> ofC(String name, Path workshop, String... macros) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(
                "extension/" + name + ".control",
                bytes("default_version = '1.0'\nmodule_pathname = '$libdir/" + name + "'\n"));
        files.put(
                "extension/" + name + "--1.0.sql",
                bytes("CREATE FUNCTION " + name
                        + "() RETURNS bigint LANGUAGE c AS 'MODULE_PATHNAME', 'sample_answer';\n"));
        files.put("lib/" + name + ".so", compile(workshop, macros));
        return files;
    }

    private static byte[] compile(Path workshop, String... macros) {
        assumeTrue(
                Program.succeeds(List.of("cc", "--version"), Duration.ofSeconds(10)),
                "there is no C compiler: extensions with libraries were NOT tested");
        try {
            Path source = Files.writeString(workshop.resolve("sample.c"), CODE);
            Path library = workshop.resolve("sample.so");
            List<String> command = Stream.concat(
                            Stream.of("cc", "-w", "-shared", "-fPIC", "-o", library.toString(), source.toString()),
                            Stream.of(macros).map(macro -> "-D" + macro))
                    .toList();
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(command + " fails");
            }
            return Files.readAllBytes(library);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the files in that form, which is the end of the name. */
    static Path packed(Map<String, byte[]> files, Path target) throws IOException {
        String name = target.getFileName().toString();
        if (name.endsWith(".deb")) {
            try (ArArchiveOutputStream ar = new ArArchiveOutputStream(Files.newOutputStream(target))) {
                member(ar, "debian-binary", bytes("2.0\n"));
                ByteArrayOutputStream data = new ByteArrayOutputStream();
                try (OutputStream xz = new XZOutputStream(data, new LZMA2Options())) {
                    tar(files, xz);
                }
                member(ar, "data.tar.xz", data.toByteArray());
            }
        } else if (name.endsWith(".zip")) {
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target))) {
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    zip.putNextEntry(new ZipEntry(file.getKey()));
                    zip.write(file.getValue());
                }
            }
        } else if (name.endsWith(".tar.gz")) {
            try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(target))) {
                tar(files, gzip);
            }
        } else {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = target.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
        }
        return target;
    }

    private static void member(ArArchiveOutputStream ar, String name, byte[] content) throws IOException {
        ar.putArchiveEntry(new ArArchiveEntry(name, content.length));
        ar.write(content);
        ar.closeArchiveEntry();
    }

    private static void tar(Map<String, byte[]> files, OutputStream out) throws IOException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            TarArchiveEntry entry = new TarArchiveEntry("./" + file.getKey());
            entry.setSize(file.getValue().length);
            tar.putArchiveEntry(entry);
            tar.write(file.getValue());
            tar.closeArchiveEntry();
        }
        tar.finish();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

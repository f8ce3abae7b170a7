package dev.jprisma.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Root, as containers are, gets a server too, whichever way the machine allows; anybody else needs none of them. */
class PrivilegesTest {
    private static final boolean ROOT = System.getProperty("user.name").equals("root");

    @TempDir
    Path folder;

    @Test
    void rootsServerBelongsToAnUnprivilegedUser() throws Exception {
        assertThat(startIn(folder.resolve("programs"))).isEqualTo(ROOT ? "SETPRIV 1" : "OWN 1");
    }

    @Test
    void withoutSetprivItIsRunuser() throws Exception {
        failing("setpriv");

        assertThat(startIn(folder.resolve("programs"))).isEqualTo(ROOT ? "RUNUSER 1" : "OWN 1");
    }

    @Test
    void withNoWayAtAllRootIsToldWhatToInstall() throws Exception {
        failing("setpriv");
        failing("runuser");

        assertThat(startIn(folder.resolve("programs"))).isEqualTo(ROOT ? "install util-linux" : "OWN 1");
    }

    private void failing(String program) throws IOException {
        Path file = Files.createDirectories(folder.resolve("programs")).resolve(program);
        Files.writeString(file, "#!/bin/sh\necho 'setresuid failed: Operation not permitted' >&2\nexit 1\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Starts and stops a server in another JVM, with these programs first on its PATH. */
    private String startIn(Path programs) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Server.class.getName(),
                        folder.resolve("home").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().merge("PATH", programs + ":", (path, first) -> first + path);
        Process process = builder.start();
        String answer = process.inputReader().readLine();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return answer;
    }

    /** The other JVM. */
    static final class Server {
        public static void main(String[] arguments) throws IOException {
            JprismaHome home = JprismaHome.at(Path.of(arguments[0]));
            home.create();
            try {
                System.out.println(serve(Storage.of(home)));
            } catch (dev.jprisma.state.JprismaException e) {
                System.out.println(
                        e.getMessage().contains("install util-linux") ? "install util-linux" : e.getMessage());
            }
        }

        private static String serve(Storage storage) throws IOException {
            Path everything = storage.installations().getParent();
            try {
                ClusterFactory factory = ClusterFactory.prepare(storage, message -> {});
                Path data = storage.spares().resolve("test/data");
                factory.create(data);
                Postmaster postmaster = Postmaster.start(
                        factory.installation(),
                        new PostmasterOptions(
                                data,
                                FreePort.choose(),
                                Files.createTempFile("postgres", ".log"),
                                true,
                                TestClusters.password(false)));
                postmaster.stop();
                return storage.privileges().way() + " " + (postmaster.isAlive() ? 0 : 1);
            } finally {
                FileTrees.delete(everything);
            }
        }
    }
}

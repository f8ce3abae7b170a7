package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jprisma.state.FileOwnership;
import dev.jprisma.state.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Users of the machine beside root, who runs jprisma. */
class OtherUsersTest {
    private static final String CLIENT = """
            import java.net.StandardProtocolFamily;
            import java.net.UnixDomainSocketAddress;
            import java.nio.ByteBuffer;
            import java.nio.channels.SocketChannel;

            class Client {
                public static void main(String[] arguments) throws Exception {
                    try (SocketChannel daemon = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                        daemon.connect(UnixDomainSocketAddress.of(arguments[0]));
                        System.out.println("connected");
                        String request = "{\\"jsonrpc\\":\\"2.0\\",\\"id\\":1,\\"method\\":\\"daemon/status\\",\\"params\\":{}}\\n";
                        daemon.write(ByteBuffer.wrap(request.getBytes("UTF-8")));
                        ByteBuffer answer = ByteBuffer.allocate(4096);
                        daemon.read(answer);
                        System.out.println(new String(answer.array(), 0, answer.position(), "UTF-8"));
                    } catch (java.io.IOException closed) {
                        // The daemon has hung up.
                    }
                }
            }
            """;

    @RegisterExtension
    final Product product = new Product();

    @BeforeEach
    void onlyRootCanBeOthers() {
        assumeTrue(
                System.getProperty("user.name").equals("root"),
                "Only root can be other users: what they cannot do to this one was NOT tested");
    }

    @Test
    void aDatabasesSuperuserIsNotRoot() {
        product.run("dev", "-d").expectSuccess();

        assertThat(product.sql(
                        "default",
                        "create temp table who (line text); copy who from program 'id -u'; select line from who"))
                .isNotEqualTo("0");
        assertThat(product.sql(
                        "default",
                        "create temp table parent (line text);"
                                + " copy parent from program 'test -w .. && echo writable || echo closed';"
                                + " select line from parent"))
                .isEqualTo("closed");
    }

    @Test
    void rootFollowsNoLinkThatADatabasesSuperuserMade() throws IOException {
        String content = "root's alone";
        Path folder = Files.createDirectory(product.folder().resolve("of root"));
        Path file = Files.writeString(folder.resolve("file"), content);
        String url = product.run("dev", "-d").expectSuccess().line();
        product.psql(
                url,
                "copy (select 1) to program $$rm postmaster.pid && ln -s '" + file + "' postmaster.pid && ln -s '"
                        + file + "' postmaster.log && ln -s '" + folder + "' linked && mkfifo pipe$$");
        ProcessIdentity killed = product.record("default").postmaster();

        product.kill(killed);
        product.run("dev", "stop", "default").expectSuccess();
        product.run("dev", "start", "default").expectSuccess();
        product.run("dev", "stop", "default").expectSuccess();
        product.run("dev", "rm", "-y", "default").expectSuccess();

        assertThat(file).hasContent(content);
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
        assertThat(product.log("daemon.log")).doesNotContain(content);
    }

    @Test
    void whatRootOpensAndMakesIsInFoldersThatOnlyRootCanWrite() throws IOException {
        product.run("dev", "-d").expectSuccess();
        String shadow = product.run("dev", "url", "--shadow").expectSuccess().line();
        assertThat(product.psql(shadow, "select 1")).isEqualTo("1");

        // The next shadow database is made meanwhile.
        Awaitility.await()
                .atMost(Product.LIMIT)
                .ignoreException(NoSuchFileException.class)
                .untilAsserted(this::requireThatOthersOwnNothingButClusters);
    }

    private void requireThatOthersOwnNothingButClusters() throws IOException {
        for (Path root : List.of(product.home(), PreparedHome.filesOf(product.home()))) {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                        throws IOException {
                    if (FileOwnership.isOurs(directory)) {
                        return visitFile(directory, attributes);
                    }
                    assertThat(directory).matches(path -> Files.exists(path.resolve("PG_VERSION")), "is a cluster");
                    return FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                    assertThat(path).matches(OtherUsersTest::isRootsAlone, "is root's alone");
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }

    private static boolean isRootsAlone(Path path) {
        try {
            return Files.isSymbolicLink(path) ? FileOwnership.isOurs(path) : FileOwnership.isOursAlone(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whoReachesTheControlSocketAsAnotherUserIsNotAnswered() throws IOException {
        product.run("dev", "-d").expectSuccess();
        Path socket = product.home().resolve("daemon.sock");
        Files.setPosixFilePermissions(product.folder(), PosixFilePermissions.fromString("rwx--x--x"));
        Files.setPosixFilePermissions(product.home(), PosixFilePermissions.fromString("rwx--x--x"));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThat(answerTo(List.of(), socket)).startsWith("connected").contains("jsonrpc");
        assertThat(answerTo(List.of("setpriv", "--reuid=nobody", "--clear-groups"), socket))
                .startsWith("connected")
                .doesNotContain("jsonrpc");
        assertThat(product.log("daemon.log")).contains("The other end of the control socket is user nobody");
    }

    /** What a client sees that is run that way. */
    private String answerTo(List<String> privileges, Path socket) throws IOException {
        Path client = Files.writeString(product.folder().resolve("Client.java"), CLIENT);
        List<String> command = new ArrayList<>(privileges);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                client.toString(),
                socket.toString()));
        return Command.run(Product.LIMIT, Map.of(), command).expectSuccess().out();
    }

    @Test
    void aHomeThatAnotherUserMadeIsNotUsed() throws IOException {
        Path home = product.folder().resolve("theirs");
        Path program = home.resolve("postgres/bin/initdb");
        Files.createDirectories(program.getParent());
        Command.run(Product.LIMIT, Map.of(), List.of("chown", "-R", "nobody", home.toString()))
                .expectSuccess();
        product.set("JPRISMA_HOME", home.toString());

        assertThat(product.run("dev", "-d").expectExit(1).err()).contains(home.toString(), "belongs to user nobody");
        assertThat(product.run("dev", "ls").expectExit(1).err()).contains("belongs to user nobody");
        assertThat(home.resolve("daemon.log")).doesNotExist();
        product.set("JPRISMA_HOME", product.home().toString());
    }
}

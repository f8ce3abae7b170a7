package dev.jprisma.torture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The record of an instance stands under another name too: what is done to that name does nothing to the instance. */
final class DoubledRecord implements Scenario {
    @Override
    public void play(Session session) throws Exception {
        Subject subject = session.anyRunning(false);
        Path twin = session.sandbox.file("instances/twin");
        Files.createDirectory(twin);
        Files.copy(
                session.sandbox.file("instances/" + subject.name() + "/instance.json"), twin.resolve("instance.json"));
        session.sandbox.give(twin);
        try {
            session.requireBaseListed();
            session.product.run("dev", session.oneOf(List.of("start", "stop", "url")), "twin");
            session.product.run("dev", "rm", "-y", "--force", "twin");
        } finally {
            Shell.run(List.of("rm", "-rf", twin.toString()));
        }
    }
}

package dev.jprisma.cli.project;

import java.nio.file.Path;
import java.util.List;

/**
 * A {@code .env} file that the instance's URLs are written into.
 *
 * @param file that need not be there
 * @param variables those that are written, of {@link dev.jprisma.state.EnvironmentVariables#NAMES}
 */
public record ProjectEnvironment(Path file, List<String> variables) {}

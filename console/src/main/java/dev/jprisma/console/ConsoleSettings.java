package dev.jprisma.console;

import dev.jprisma.state.ControlToken;
import java.time.Clock;

/**
 * How a home's HTTP port is served.
 *
 * @param opening see {@link dev.jprisma.state.ConsoleRecord}
 * @param clock by which codes and cookies grow old
 */
public record ConsoleSettings(int port, ControlToken token, String opening, Clock clock) {}

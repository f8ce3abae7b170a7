package dev.jprisma.state.control;

import java.time.Instant;
import java.util.List;

/**
 * @param home its path
 * @param log the path of its log
 * @param running the names of the instances that run
 */
public record DaemonStatus(
        long pid, String version, Instant startedAt, String home, String socket, String log, List<String> running) {}

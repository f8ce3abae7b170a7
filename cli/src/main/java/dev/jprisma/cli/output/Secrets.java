package dev.jprisma.cli.output;

import dev.jprisma.state.ConnectionUri;
import dev.jprisma.state.Exports;

/** Keeps what lets people in off the screen. */
public final class Secrets {
    private static final int FIRST_SHOWN = 4;
    private static final int LAST_SHOWN = 3;

    private Secrets() {}

    /** The {@code postgres://} URL without its password: {@code postgres://postgres:***@localhost:51214/...}. */
    public static String masked(String tcpUrl) {
        int at = tcpUrl.indexOf('@');
        int password = tcpUrl.indexOf(':', tcpUrl.indexOf("://") + 3) + 1;
        return tcpUrl.contains("sslpassword=") || password == 0 || password > at
                ? ConnectionUri.parse(tcpUrl).toString()
                : tcpUrl.substring(0, password) + "***" + tcpUrl.substring(at);
    }

    /** The {@code prisma+postgres://} URL with the middle of its key left out: {@code eyJk...In0}. */
    public static String masked(Exports.Ppg ppg) {
        String url = ppg.url();
        int key = url.indexOf("api_key=") + "api_key=".length();
        return url.substring(0, key + FIRST_SHOWN) + "..." + url.substring(url.length() - LAST_SHOWN);
    }
}

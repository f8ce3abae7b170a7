package dev.jprisma.testing.junit;

import dev.jprisma.testing.Jprisma;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Ends the run's servers with the launcher's session. JUnit finds it by itself. */
public final class RunListener implements LauncherSessionListener {
    /** For the service loader. */
    public RunListener() {}

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        Jprisma.close();
    }
}

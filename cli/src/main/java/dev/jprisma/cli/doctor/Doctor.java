package dev.jprisma.cli.doctor;

import dev.jprisma.state.JprismaHome;
import java.util.ArrayList;
import java.util.List;

/** All checks of a home and the machine it is on. They read, ask no daemon, and each goes on when another fails. */
public final class Doctor {
    private interface Check {
        List<Finding> look() throws Exception;
    }

    private final JprismaHome home;

    /** @param home as it is, usable or not */
    public Doctor(JprismaHome home) {
        this.home = home;
    }

    /** What is found, in the order in which a person should read it. */
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(look("machine", () -> new MachineChecks().look()));
        findings.addAll(look("home", () -> new HomeChecks(home).look()));
        findings.addAll(look("instances", () -> new InstanceChecks(home).look()));
        findings.addAll(look("orphans", () -> new OrphanChecks(home).look()));
        return findings;
    }

    /** Part of what is broken may be what a check reads. */
    private static List<Finding> look(String what, Check check) {
        try {
            return check.look();
        } catch (Exception e) {
            String why = e.getMessage() == null ? e.toString() : e.getMessage();
            return List.of(Finding.failure(what, "cannot be looked at: " + why, null));
        }
    }
}

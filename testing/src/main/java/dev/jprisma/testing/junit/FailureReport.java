package dev.jprisma.testing.junit;

import dev.jprisma.testing.TestDatabase;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tells the developer how to look at what a failed test left. */
final class FailureReport {
    private FailureReport() {}

    static void keep(ExtensionContext test, TestDatabase database) {
        if (!database.keep()) {
            return;
        }
        String name = test.getTestClass().map(Class::getSimpleName).orElse("") + " " + test.getDisplayName();
        test.publishReportEntry("jprisma.database", database.url());
        System.err.println(name + " failed; its database is kept for an hour or until a later run:\n"
                + "  " + database.url() + "\n"
                + "  psql '" + database.url() + "'");
    }
}

package dev.jprisma.gateway;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Of this module and those below it. */
@Tag("fast")
class PackagesTest {

    @Test
    void noPackageKnowsOneThatUsesIt() {
        // The libraries' classes, which nothing here asks about, would take most of the time.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.jprisma");

        slices().matching("dev.jprisma.(**)").should().beFreeOfCycles().check(classes);
    }
}

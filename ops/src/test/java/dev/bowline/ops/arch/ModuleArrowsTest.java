package dev.bowline.ops.arch;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.bowline.bench.offender.BenchOffender;
import dev.bowline.core.offender.CoreOffender;
import dev.bowline.gateway.offender.GatewayOffender;
import dev.bowline.journal.offender.JournalOffender;
import org.junit.jupiter.api.Test;

/** The arrows between modules; each rule also meets an offender it must refuse. */
final class ModuleArrowsTest {
    private static final JavaClasses PRODUCT =
            new ClassFileImporter()
                    .withImportOption(location -> !location.contains("/test-classes/"))
                    .importPackages("dev.bowline");

    private static void hold(final ArchRule rule, final Class<?>... offenders) {
        rule.check(PRODUCT);
        final JavaClasses refused = new ClassFileImporter().importClasses(offenders);
        final AssertionError error =
                assertThrows(
                        AssertionError.class,
                        () -> rule.check(refused),
                        "the rule lets its offender pass: " + rule.getDescription());
        assertTrue(error.getMessage().contains("Offender"), error.getMessage());
    }

    @Test
    void shouldKnowOnlyDisruptorAgronaAndJdkWhenInCore() {
        hold(
                noClasses()
                        .that()
                        .resideInAPackage("dev.bowline.core..")
                        .should()
                        .dependOnClassesThat(
                                not(
                                        resideInAnyPackage(
                                                "dev.bowline.core..",
                                                "java..",
                                                "com.lmax.disruptor..",
                                                "org.agrona.."))),
                CoreOffender.class);
    }

    @Test
    void shouldNotKnowTheJournalWhenInGateway() {
        hold(
                noClasses()
                        .that()
                        .resideInAPackage("dev.bowline.gateway..")
                        .should()
                        .dependOnClassesThat(resideInAPackage("dev.bowline.journal..")),
                GatewayOffender.class);
    }

    @Test
    void shouldNotKnowTheGatewayWhenInJournal() {
        hold(
                noClasses()
                        .that()
                        .resideInAPackage("dev.bowline.journal..")
                        .should()
                        .dependOnClassesThat(resideInAPackage("dev.bowline.gateway..")),
                JournalOffender.class);
    }

    @Test
    void shouldNotBeKnownWhenInOpsOrBench() {
        hold(
                noClasses()
                        .that()
                        .resideOutsideOfPackages("dev.bowline.ops..", "dev.bowline.bench..")
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage("dev.bowline.ops..", "dev.bowline.bench..")),
                JournalOffender.class);
    }

    /** CFG-1: nothing else reads the environment. */
    @Test
    void shouldNotReadTheEnvironmentWhenOutsideTheConfiguration() {
        hold(
                noClasses()
                        .that()
                        .resideOutsideOfPackage("dev.bowline.ops.config..")
                        .should()
                        .callMethod(System.class, "getenv")
                        .orShould()
                        .callMethod(System.class, "getenv", String.class),
                BenchOffender.class);
    }

    @Test
    void shouldHaveNoCirclesWhenAllModulesAreSeenTogether() {
        hold(
                slices().matching("dev.bowline.(*)..").should().beFreeOfCycles(),
                GatewayOffender.class,
                JournalOffender.class);
    }

    @Test
    void shouldHaveNoPackageCirclesWhenInOps() {
        slices().matching("dev.bowline.ops.(*)..").should().beFreeOfCycles().check(PRODUCT);
    }
}

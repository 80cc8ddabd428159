package dev.bowline.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.bowline.core.num.LayerOffenderAccess;
import dev.bowline.core.state.CycleCounterpart;
import dev.bowline.core.timer.CycleOffender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules that hold core together; each also refuses an offender kept among the tests. */
final class ArchitectureTest {
    private static final String ROOT = "dev.bowline.core.";

    /** A package may use those of its own rank and below. */
    private static final Map<String, Integer> RANKS =
            Map.ofEntries(
                    Map.entry("num", 0),
                    Map.entry("instrument", 1),
                    Map.entry("event", 2),
                    Map.entry("market", 3),
                    Map.entry("order", 3),
                    Map.entry("position", 3),
                    Map.entry("timer", 3),
                    Map.entry("state", 3),
                    Map.entry("signal", 4),
                    Map.entry("sizing", 4),
                    Map.entry("precision", 4),
                    Map.entry("risk", 4),
                    Map.entry("trailing", 4),
                    Map.entry("engine", 5));

    /** The one place with threads, and the flag they share. */
    private static final String THREADED =
            "dev\\.bowline\\.core\\.engine\\.(RingRunner|HaltSwitch)(\\$.*)?";

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*|\"[^\"\n]*\"");
    private static final Pattern FLOATING =
            Pattern.compile("\\b(double|float|Double|Float|BigDecimal)\\b|\\b\\d+\\.\\d+");

    private static final JavaClasses CORE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.bowline.core");

    @Test
    void shouldHaveNoPackageCycles() {
        final ArchRule rule = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();
        rule.check(CORE);
        assertRefuses(rule, CycleOffender.class, CycleCounterpart.class);
    }

    @Test
    void shouldDependDownwardsOnly() {
        final ArchRule rule = classes().should(new DependDownwards());
        rule.check(CORE);
        assertRefuses(rule, LayerOffenderAccess.OFFENDER);
    }

    @Test
    void shouldReadNoClockAndTouchNothingOutside() {
        final ArchRule rule =
                noClasses()
                        .that()
                        .haveNameNotMatching(THREADED)
                        .should()
                        .accessTargetWhere(new Impure());
        rule.check(CORE);
        final JavaClasses offender = new ClassFileImporter().importClasses(PurityOffender.class);
        final String violations =
                String.join("\n", rule.evaluate(offender).getFailureReport().getDetails());
        for (final String method :
                List.of("readClock", "draw", "write", "log", "fork", "touchFile")) {
            assertTrue(violations.contains(method), () -> method + " not in " + violations);
        }
    }

    @Test
    void shouldUseNoFloatingPointOutsideSignal() throws IOException {
        final Path core = Path.of(System.getProperty("bowline.root"), "core");
        try (Stream<Path> files = Files.walk(core.resolve("src/main/java"))) {
            final List<String> found =
                    files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.toString().contains("/core/signal/"))
                            .flatMap(ArchitectureTest::floatingPoint)
                            .collect(Collectors.toList());
            assertEquals(List.of(), found);
        }
        assertEquals(
                2L,
                floatingPoint(core.resolve("src/test/java/dev/bowline/core/FloatingOffender.java"))
                        .count(),
                "the rule must refuse the offender");
    }

    private static Stream<String> floatingPoint(final Path file) {
        try {
            final String code = COMMENT.matcher(Files.readString(file)).replaceAll("");
            return FLOATING.matcher(code)
                    .results()
                    .map(match -> file.getFileName() + ": " + match.group());
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertRefuses(final ArchRule rule, final Class<?>... offenders) {
        assertTrue(
                rule.evaluate(new ClassFileImporter().importClasses(offenders)).hasViolation(),
                () -> rule.getDescription() + " does not refuse " + List.of(offenders));
    }

    private static int rankOf(final JavaClass type) {
        final String name = type.getPackageName();
        if (!name.startsWith(ROOT)) {
            return -1;
        }
        final String first = name.substring(ROOT.length()).split("\\.", 2)[0];
        final Integer rank = RANKS.get(first);
        assertTrue(rank != null, () -> "package " + name + " has no rank in the design");
        return rank;
    }

    private static final class DependDownwards extends ArchCondition<JavaClass> {
        DependDownwards() {
            super("depend on packages of their own rank or below");
        }

        @Override
        public void check(final JavaClass item, final ConditionEvents events) {
            final int own = rankOf(item);
            for (final Dependency dependency : item.getDirectDependenciesFromSelf()) {
                if (own >= 0 && rankOf(dependency.getTargetClass()) > own) {
                    events.add(SimpleConditionEvent.violated(item, dependency.getDescription()));
                }
            }
        }
    }

    /** Clock, random numbers, files, sockets, logs, threads. */
    private static final class Impure extends DescribedPredicate<JavaAccess<?>> {
        private static final List<String> FORBIDDEN =
                List.of(
                        "java.io.",
                        "java.nio.file.",
                        "java.nio.channels.",
                        "java.net.",
                        "java.time.",
                        "java.util.logging.",
                        "java.util.concurrent.",
                        "java.util.Random",
                        "java.util.SplittableRandom",
                        "java.util.UUID",
                        "java.util.Timer",
                        "java.lang.Thread",
                        "java.lang.Runtime",
                        "java.lang.Process",
                        "org.agrona.concurrent.SystemEpoch",
                        "org.agrona.concurrent.SystemNano",
                        "org.slf4j.");

        Impure() {
            super("clock, random numbers, files, sockets, logs or threads");
        }

        @Override
        public boolean test(final JavaAccess<?> access) {
            final String owner = access.getTargetOwner().getName();
            final String member = access.getTarget().getName();
            return FORBIDDEN.stream().anyMatch(owner::startsWith)
                    || (owner.equals("java.lang.System") && !member.equals("arraycopy"))
                    || (owner.equals("java.lang.Math") && member.equals("random"));
        }
    }
}

package dev.bowline.gateway.sim.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** SIM-3, CFG-2: the language of faults, when they are due, and chance by seed. */
class FaultPlanTest {
    private static final FaultSubject ORDER =
            new FaultSubject()
                    .with("method", "POST")
                    .with("path", "/fapi/v1/order")
                    .with("type", "MARKET")
                    .with("reduce-only", "false");

    private final FaultPlan plan = new FaultPlan();

    private static SimClock clockAt(final long ms) {
        return new SimClock(TimeUnit.MILLISECONDS.toNanos(ms));
    }

    @Test
    void shouldReadEveryFieldWhenALineHasThem() {
        final FaultRule rule =
                FaultRule.parse("at=1m, kind=banned, for=2h, times=3, skip=2, rate=0.25, side=BUY");
        assertEquals(
                new FaultRule(
                        FaultKind.BANNED,
                        60_000,
                        7_200_000,
                        3,
                        2,
                        250_000,
                        Map.of("side", "BUY"),
                        0,
                        0),
                rule);
        assertEquals(-2_000, FaultRule.parse("kind=clock-skew offset=-2s").delayMs());
        assertEquals(
                50_000_000, FaultRule.parse("kind=partial-fills, qty=0.5, symbol=XRPUSDC").qtyE8());
        assertEquals(FaultRule.ALWAYS, FaultRule.parse("kind=event-dropped, rate=0.1").times());
    }

    @ParameterizedTest
    @EnumSource
    void shouldKnowEveryKindByItsWordWhenScripted(final FaultKind kind) {
        assertEquals(kind, FaultKind.byWordOrNull(kind.word()));
        assertTrue(kind.word().matches("[a-z0-9-]+"), kind.word());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind=reply-lots | kind=reply-lots, must be one of reply-lost, ",
                "at=10s | kind is missing",
                "kind=reply-lost, at=10x | at=10x, must be a duration",
                "kind=reply-lost, at=-1s | at=-1s, must be a duration",
                "kind=reply-lost, times=0 | times=0, must be a whole number from 1, or always",
                "kind=reply-lost, rate=1.5 | rate=1.5, must be from 0 to 1",
                "kind=reply-lost, method=PATCH | method=PATCH, must match GET|POST|PUT|DELETE",
                "kind=reply-lost, event=TRADE_LITE | event is nothing that kind=reply-lost has",
                "kind=exchange-restart, times=2, rate=0.5 | rate is nothing that",
                "kind=manual-open, symbol=XRPUSDC | manual-open needs side=…; manual-open needs qty",
                "kind=manual-open, symbol=X, side=BUY, qty=0 | qty=0, must be a quantity above 0",
                "kind=clock-skew | clock-skew needs offset",
                "kind=reply-lost, kind=adl | kind=adl, is given twice",
                "kind=frame-cut, route=top | route=top, must match public|market|private",
                "kind=frame-cut, phase=late | phase=late, must match entry|partial|unprotected",
                "nonsense | \"nonsense\", must be name=value",
            })
    void shouldSayWhatIsWrongWhenALineIsNotARule(final String line, final String problem) {
        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> FaultRule.parse(line));
        assertTrue(refused.getMessage().contains(problem), refused.getMessage());
    }

    @Test
    void shouldBeDueOnlyFromItsTimeOnWhenALineHasOne() {
        final SimClock clock = clockAt(1_000);
        plan.attach(clock);
        plan.arm("at=5s, kind=reply-lost");
        plan.arm("at=6s, kind=stream-silent, for=2s");
        assertNull(plan.takeOrNull(FaultPhase.REQUEST, ORDER), "before time begins");
        clock.advanceTo(TimeUnit.SECONDS.toNanos(100));
        plan.begin();
        assertNull(plan.takeOrNull(FaultPhase.REQUEST, ORDER));
        clock.advanceTo(TimeUnit.SECONDS.toNanos(105));
        assertNotNull(plan.takeOrNull(FaultPhase.REQUEST, ORDER));
        assertNull(plan.takeOrNull(FaultPhase.REQUEST, ORDER), "used up");
        assertNull(plan.conditionOrNull(FaultKind.STREAM_SILENT, FaultSubject.NOTHING));
        clock.advanceTo(TimeUnit.SECONDS.toNanos(107));
        assertNotNull(plan.conditionOrNull(FaultKind.STREAM_SILENT, FaultSubject.NOTHING));
        clock.advanceTo(TimeUnit.SECONDS.toNanos(108));
        assertNull(plan.conditionOrNull(FaultKind.STREAM_SILENT, FaultSubject.NOTHING));
        assertFalse(plan.has(FaultPhase.CONDITION));
        assertEquals(1, plan.count(FaultKind.STREAM_SILENT), "a condition counts once");
    }

    @Test
    void shouldWaitForThePhaseOfTheRequestsOwnPosition() {
        plan.arm("kind=reply-lost, phase=trailing");
        assertTrue(plan.isPhased());
        plan.observe(EnumSet.of(PositionPhase.TRAILING));
        assertNull(plan.takeOrNull(FaultPhase.REQUEST, ORDER), "about no position");
        assertNull(plan.takeOrNull(FaultPhase.REQUEST, inPhase("protected")));
        assertNotNull(plan.takeOrNull(FaultPhase.REQUEST, inPhase("trailing")));
        assertEquals(FaultKind.REPLY_LOST, plan.fired().get(0).rule().kind());
    }

    private static FaultSubject inPhase(final String word) {
        return new FaultSubject()
                .with("method", "POST")
                .with("path", "/fapi/v1/order")
                .with("phase", word);
    }

    @Test
    void shouldBeginAConditionWithItsPhaseAndLetItOutliveThePhase() {
        final SimClock clock = clockAt(1_000);
        plan.attach(clock);
        plan.begin();
        plan.arm("kind=stream-silent, phase=closing, for=2s");
        plan.observe(EnumSet.of(PositionPhase.PROTECTED));
        clock.advanceTo(TimeUnit.SECONDS.toNanos(9));
        assertNull(plan.conditionOrNull(FaultKind.STREAM_SILENT, FaultSubject.NOTHING));
        plan.observe(EnumSet.of(PositionPhase.CLOSING));
        plan.observe(EnumSet.noneOf(PositionPhase.class));
        assertNotNull(plan.conditionOrNull(FaultKind.STREAM_SILENT, FaultSubject.NOTHING));
        assertEquals(9_000, plan.fired().get(0).timeMs());
        clock.advanceTo(TimeUnit.SECONDS.toNanos(11));
        assertNull(plan.conditionOrNull(FaultKind.STREAM_SILENT, FaultSubject.NOTHING));
        assertEquals(1, plan.count(FaultKind.STREAM_SILENT));
    }

    @Test
    void shouldActOnlyWhileAPositionIsInThePhase() {
        plan.attach(clockAt(1_000));
        plan.begin();
        plan.arm("kind=streams-cut, phase=partial");
        plan.runActions(rule -> true);
        assertEquals(0, plan.count(FaultKind.STREAMS_CUT));
        plan.observe(EnumSet.of(PositionPhase.PARTIAL, PositionPhase.CLOSING));
        plan.runActions(rule -> true);
        assertEquals(1, plan.count(FaultKind.STREAMS_CUT));
    }

    private List<Boolean> hits(final long seed) {
        final FaultPlan chance = new FaultPlan();
        chance.seed(seed);
        chance.arm("kind=reply-lost, rate=0.3");
        return IntStream.range(0, 1_000)
                .mapToObj(i -> chance.takeOrNull(FaultPhase.REQUEST, ORDER) != null)
                .toList();
    }

    @Test
    void shouldMeetTheSameRequestsWhenTheSeedIsTheSame() {
        assertEquals(hits(7), hits(7));
        assertNotEquals(hits(7), hits(8));
        final long count = hits(7).stream().filter(Boolean::booleanValue).count();
        assertTrue(count > 240 && count < 360, "of 1000 at 0.3: " + count);
    }

    @Test
    void shouldKeepAnActionUntilItSucceedsWhenItCannotYet() {
        plan.attach(clockAt(1_000));
        plan.begin();
        plan.arm("kind=manual-close, times=2");
        plan.runActions(rule -> false);
        assertEquals(0, plan.count(FaultKind.MANUAL_CLOSE));
        plan.runActions(rule -> true);
        plan.runActions(rule -> true);
        plan.runActions(rule -> true);
        assertEquals(2, plan.count(FaultKind.MANUAL_CLOSE));
        assertEquals(Long.MAX_VALUE, plan.nextActionNs());
    }
}

package dev.bowline.core.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.bowline.core.event.IntentAction;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TradeIntent;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.DecimalParser;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.position.ExitReason;
import dev.bowline.core.state.StateBuffer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every limit refuses just beyond its edge and passes at it (RISK-1, RISK-2, RISK-3, RISK-5). */
final class RiskHandlerTest {
    private static final long NOON_NS = 12L * 3_600 * 1_000_000_000L;

    private final RiskLimits limits = limits(480, 1200);
    private final TradingGate gate = new TradingGate();
    private final DayLedger ledger = new DayLedger(limits);
    private final RiskHandler risk = new RiskHandler(limits, gate, ledger);
    private final RiskFacts facts = new RiskFacts();
    private TradeIntent intent;

    RiskHandlerTest() {
        gate.setReady(true);
        facts.equityE8 = e8("400");
        facts.usedMarginE8 = e8("125");
        facts.openPositions = 1;
        facts.bidPriceE8 = e8("99.96");
        facts.askPriceE8 = e8("100.05");
        facts.dataAgeNs = 2_000_000_000L;
        facts.dayVolumeE8 = e8("37500.00000001");
        facts.leverage = 5;
        ledger.offerStartEquity(e8("400"));
        fresh();
    }

    private static RiskLimits limits(final int from, final int to) {
        return new RiskLimits(
                2,
                e8("0.5"),
                100,
                e8("0.001"),
                2_000,
                5,
                3,
                from,
                to,
                e8("0.02"),
                2,
                FixedPoint.ONE_E8,
                3);
    }

    private static long e8(final String decimal) {
        return DecimalParser.parse(decimal);
    }

    private void fresh() {
        intent = new TradeIntent();
        intent.action = IntentAction.ENTER;
        intent.side = Side.BUY;
        intent.refPriceE8 = e8("100");
        intent.stopPriceE8 = e8("99.2");
        intent.notionalE8 = e8("375");
        intent.marginE8 = e8("75");
    }

    private String check(final long nowNs) {
        intent.rejectCode = 0;
        risk.check(intent, spec(), facts, nowNs);
        return RejectReason.name(intent.rejectCode);
    }

    private static InstrumentSpec spec() {
        return new InstrumentSpec(
                0,
                "XUSDC",
                "X",
                "USDC",
                "USDC",
                1,
                0,
                0,
                1,
                0,
                0,
                1,
                0,
                0,
                0,
                0,
                0,
                200,
                0,
                0,
                5,
                0,
                e8("0.01"));
    }

    @Test
    void shouldPassWhenEverythingIsAtItsLimit() {
        assertEquals("NONE", check(NOON_NS));
    }

    @Test
    void shouldRefuseWhenGateIsClosed() {
        gate.setReady(false);
        assertEquals("NOT_READY", check(NOON_NS));
        gate.setReady(true);
        gate.trySet(StateReason.PAUSED, true);
        assertEquals("PAUSED", check(NOON_NS));
        gate.trySet(StateReason.PAUSED, false);
        gate.trySet(StateReason.KILL_SWITCH, true);
        assertEquals("KILL_SWITCH", check(NOON_NS));
        gate.trySet(StateReason.KILL_SWITCH, false);
        gate.trySet(StateReason.INTERNAL_ERROR, true);
        assertEquals("HALTED", check(NOON_NS));
        gate.trySet(StateReason.INTERNAL_ERROR, false);
        gate.trySet(StateReason.USER_STREAM_DOWN, true);
        assertEquals("USER_STREAM_DOWN", check(NOON_NS));
    }

    @Test
    void shouldRefuseEachExposureBeyondItsLimit() {
        facts.hasPosition = true;
        assertEquals("HAS_POSITION", check(NOON_NS));
        facts.hasPosition = false;
        facts.hasWorkingOrder = true;
        assertEquals("HAS_WORKING_ORDER", check(NOON_NS));
        facts.hasWorkingOrder = false;
        facts.openPositions = 2;
        assertEquals("OPEN_POSITIONS", check(NOON_NS));
        facts.openPositions = 1;
        facts.usedMarginE8++;
        assertEquals("MARGIN_SHARE", check(NOON_NS));
        assertEquals(e8("200"), intent.rejectLimitE8);
        assertEquals(e8("200.00000001"), intent.rejectValueE8);
    }

    @Test
    void shouldRefuseEachMarketBeyondItsLimit() {
        facts.dayVolumeE8--;
        assertEquals("VOLUME", check(NOON_NS));
        facts.dayVolumeE8 = e8("100000");
        facts.dataAgeNs++;
        assertEquals("DATA_STALE", check(NOON_NS));
        facts.dataAgeNs = 0;
        facts.isDataStale = true;
        assertEquals("DATA_STALE", check(NOON_NS));
        facts.isDataStale = false;
        facts.askPriceE8 = e8("100.07");
        assertEquals("SPREAD", check(NOON_NS));
    }

    @Test
    void shouldKeepTradingHoursWhenWindowIsPlainOrOverMidnight() {
        facts.dataAgeNs = 0;
        final long minuteNs = 60_000_000_000L;
        assertEquals("TRADING_HOURS", check(479 * minuteNs));
        assertEquals("NONE", check(480 * minuteNs));
        assertEquals("NONE", check(1200 * minuteNs - 1));
        assertEquals("TRADING_HOURS", check(1200 * minuteNs));
        final RiskHandler night = new RiskHandler(limits(1200, 480), gate, ledger);
        intent.rejectCode = 0;
        night.check(intent, spec(), facts, 1439 * minuteNs);
        assertEquals(RejectReason.NONE, intent.rejectCode);
        night.check(intent, spec(), facts, 600 * minuteNs);
        assertEquals(RejectReason.TRADING_HOURS, intent.rejectCode);
    }

    @Test
    void shouldRefuseLeverageAndNearLiquidation() {
        facts.leverage = 6;
        assertEquals("LEVERAGE", check(NOON_NS));
        facts.leverage = 5;
        intent.stopPriceE8 = e8("93.6");
        assertEquals("LIQUIDATION_NEAR", check(NOON_NS));
        intent.stopPriceE8 = e8("93.7");
        assertEquals("NONE", check(NOON_NS));
    }

    @Test
    void shouldNeverBlockExits() {
        gate.trySet(StateReason.KILL_SWITCH, true);
        intent.action = IntentAction.EXIT;
        assertEquals("NONE", check(NOON_NS));
    }

    @Test
    void shouldStopDayWhenLossReachesLimitBookedOrOnEquity() {
        ledger.addRealized(-e8("7"));
        ledger.addFee(e8("0.99999999"));
        assertEquals(RejectReason.NONE, ledger.check(e8("392.00000001")));
        assertEquals(RejectReason.DAY_LOSS, ledger.check(e8("392")));
        assertEquals("DAY_LOSS", check(NOON_NS));
        assertEquals(RejectReason.NONE, ledger.check(e8("300")), "told once");
        ledger.roll(e8("392"));
        assertEquals("NONE", check(NOON_NS), "a new day");
        ledger.addFunding(-e8("7.84"));
        assertEquals(RejectReason.DAY_LOSS, ledger.check(e8("392")));
    }

    private void settle(final int exitCode, final String gross, final String fees) {
        ledger.onSettled(0, exitCode, e8(gross), e8(gross) - e8(fees));
    }

    /** RISK-2, RISK-3. */
    @Test
    void shouldCountStreakAndResetItByProfit() {
        settle(ExitReason.STOP, "-3", "0.3");
        settle(ExitReason.TARGET, "5", "0.3");
        settle(ExitReason.TRAILING, "-0.00000001", "0.3");
        assertEquals(RejectReason.NONE, ledger.check(0));
        settle(ExitReason.CLOSE, "-3", "0.3");
        assertEquals(1, ledger.streak().losses(), "no stop neither counts nor resets");
        settle(ExitReason.LIQUIDATION, "-3", "0.3");
        assertEquals(RejectReason.STOP_LOSS_STREAK, ledger.check(0));
        assertEquals(e8("2"), ledger.stopValueE8(0));
        assertEquals(e8("2"), ledger.stopLimitE8());
    }

    /** RISK-2: what gave back its fees at break-even is no stop-loss. */
    @Test
    void shouldNeitherCountNorResetWhenStopLostItsFeesAtMost() {
        settle(ExitReason.STOP, "-3", "0.3");
        settle(ExitReason.BREAK_EVEN, "0.28", "0.3");
        settle(ExitReason.BREAK_EVEN, "0", "0.3");
        settle(ExitReason.TRAILING, "0.3", "0.3");
        assertEquals(1, ledger.streak().losses());
        settle(ExitReason.BREAK_EVEN, "-0.1", "0.3");
        assertEquals(2, ledger.streak().losses(), "it slipped through the entry price");
        assertEquals(ExitReason.STOP, ledger.streak().exitCode(1));
        assertEquals(e8("-3.3"), ledger.streak().netE8(1));
        assertEquals(ExitReason.BREAK_EVEN, ledger.streak().exitCode(2));
        assertEquals(e8("-0.4"), ledger.streak().netE8(2));
    }

    @Test
    void shouldKeepNewestExitsAndTheirNewIdsWhenStreakIsLong() {
        for (int i = 1; i <= LossStreak.MAX_EXITS + 3; i++) {
            ledger.onSettled(i, ExitReason.STOP, -i, -i);
        }
        final StateBuffer buffer = new StateBuffer();
        ledger.writeState(buffer);
        final DayLedger restored = new DayLedger(limits);
        restored.readState(new StateBuffer(buffer.toBytes()));
        restored.streak().renumber(id -> id + 100);
        assertEquals(LossStreak.MAX_EXITS + 3, restored.streak().losses());
        assertEquals(4, restored.streak().firstKept());
        for (int number = 4; number <= restored.streak().losses(); number++) {
            assertEquals(100 + number, restored.streak().instrumentId(number));
            assertEquals(-number, restored.streak().netE8(number));
        }
    }

    @Test
    void shouldStopDayByProfitFactorAndSurviveRestartToTheCent() {
        settle(ExitReason.CLOSE, "1", "0");
        settle(ExitReason.CLOSE, "-1.00000001", "0");
        assertEquals(RejectReason.NONE, ledger.check(0), "two trades do not count yet");
        settle(ExitReason.CLOSE, "0", "0");
        final StateBuffer buffer = new StateBuffer();
        ledger.writeState(buffer);
        final DayLedger restored = new DayLedger(limits);
        restored.readState(new StateBuffer(buffer.toBytes()));
        assertEquals(RejectReason.PROFIT_FACTOR, restored.check(0));
        assertEquals(ledger.netE8(), restored.netE8());
        assertEquals(3, restored.trades());
    }

    @Test
    void shouldNameEveryCodeOnce() {
        final Set<String> names = new HashSet<>();
        for (int code = 0; code < 500; code++) {
            final String name = RejectReason.name(code);
            if (!name.equals("UNKNOWN")) {
                assertNotEquals(false, names.add(name), name);
            }
        }
        assertEquals(42, names.size());
    }
}

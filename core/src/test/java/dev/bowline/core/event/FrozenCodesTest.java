package dev.bowline.core.event;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.risk.DriftPolicy;
import dev.bowline.core.risk.StateReason;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Codes are written into journals that later versions must read: a constant keeps its place for
 * ever, and new ones are only added at the end of these lists.
 */
class FrozenCodesTest {
    private record Frozen<E extends Enum<E>>(
            Class<E> type, ToIntFunction<E> code, IntFunction<E> byCodeOrNull, String names) {
        void check() {
            final E[] constants = type.getEnumConstants();
            assertEquals(List.of(names.split(" ")), Arrays.stream(constants).map(E::name).toList());
            for (int i = 0; i < constants.length; i++) {
                assertEquals(i, code.applyAsInt(constants[i]), constants[i].name());
                assertSame(constants[i], byCodeOrNull.apply(i));
            }
            assertAll(
                    () -> assertNull(byCodeOrNull.apply(-1)),
                    () -> assertNull(byCodeOrNull.apply(constants.length)),
                    () -> assertNull(byCodeOrNull.apply(Integer.MAX_VALUE)),
                    () -> assertNull(byCodeOrNull.apply(Integer.MIN_VALUE)));
        }

        String title() {
            return type.getSimpleName();
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldKeepEveryCodeWhenJournaled() {
        return frozen().map(one -> DynamicTest.dynamicTest(one.title(), one::check));
    }

    @Test
    void shouldCoverEveryEnumOfThePackageWhenFrozen() {
        final Set<String> journaled =
                new ClassFileImporter()
                        .importPackages("dev.bowline.core.event").stream()
                                .filter(JavaClass::isEnum)
                                .filter(type -> !type.isNestedClass())
                                .map(JavaClass::getSimpleName)
                                .collect(Collectors.toSet());
        journaled.addAll(Set.of("OrderLeg", "StateReason", "DriftPolicy"));
        assertFalse(journaled.size() < 20, journaled.toString());
        assertEquals(journaled, frozen().map(Frozen::title).collect(Collectors.toSet()));
    }

    private static Stream<Frozen<?>> frozen() {
        return Stream.concat(frozenAToO(), frozenOToZ());
    }

    private static Stream<Frozen<?>> frozenAToO() {
        return Stream.of(
                new Frozen<>(
                        AccountReason.class,
                        AccountReason::code,
                        AccountReason::byCodeOrNull,
                        "ORDER FUNDING_FEE DEPOSIT WITHDRAW ASSET_TRANSFER ADJUSTMENT MARGIN_TYPE_CHANGE INSURANCE_CLEAR OTHER SNAPSHOT"),
                new Frozen<>(
                        AccountRow.class,
                        AccountRow::code,
                        AccountRow::byCodeOrNull,
                        "BALANCE POSITION LEVERAGE MARGIN_CALL FUNDING"),
                new Frozen<>(
                        CommandKind.class,
                        CommandKind::code,
                        CommandKind::byCodeOrNull,
                        "PLACE_ORDER PLACE_ALGO CANCEL_ORDER CANCEL_ALGO QUERY_ORDER QUERY_ALGO RECONCILE DEADMAN_ARM DEADMAN_DISARM"),
                new Frozen<>(
                        DecisionAction.class,
                        DecisionAction::code,
                        DecisionAction::byCodeOrNull,
                        "SIGNAL SIGNAL_SKIP INTENT_REFUSED ENTRY_SENT FILL PROTECTION_PLACED PROTECTION_CONFIRMED PROTECTION_FAILED EXIT_SENT EXIT_HIT POSITION_CLOSED ORDER_REJECTED ORDER_IN_DOUBT RISK_EVENT DAY_ROLLED STATE_CHANGED DRIFT_ADD DRIFT_REMOVE DRIFT_QTY STALE_DATA ILLEGAL_TRANSITION INCIDENT OPERATOR TRAIL_UPDATE TRAIL_RELOAD TRAIL_ACTIVATED TRAIL_FAILED TRAIL_MISSING WARNING KILL_DONE LIQUIDATION_GUARD DRIFT_ORPHAN DRIFT_MISSING ENTRY_ENDED STREAK_EXIT"),
                new Frozen<>(
                        EntryStyle.class,
                        EntryStyle::code,
                        EntryStyle::byCodeOrNull,
                        "MARKET IOC LIMIT POST_ONLY"),
                new Frozen<>(
                        EventType.class,
                        EventType::code,
                        EventType::byCodeOrNull,
                        "EMPTY INSTRUMENT STATE_RESTORED TOP_OF_BOOK AGG_TRADE MARK_PRICE BAR EXECUTION_REPORT ACCOUNT_UPDATE REQUEST_OUTCOME VENUE_SNAPSHOT CLOCK_TICK OPERATOR_COMMAND STREAM_STATUS DAY_TICKER RATE_LIMIT"),
                new Frozen<>(
                        ExecutionType.class,
                        ExecutionType::code,
                        ExecutionType::byCodeOrNull,
                        "NEW TRADE CANCELED EXPIRED AMENDMENT CALCULATED REJECTED STATUS UNKNOWN"),
                new Frozen<>(
                        IntentAction.class,
                        IntentAction::code,
                        IntentAction::byCodeOrNull,
                        "ENTER EXIT"),
                new Frozen<>(
                        OperatorKind.class,
                        OperatorKind::code,
                        OperatorKind::byCodeOrNull,
                        "ENABLE_ENTRIES PAUSE RESUME STOP_ENTRIES CLOSE_ALL KILL ARM CLOSE CANCEL_ENTRIES RECONCILE REDUCE MEMORY_HIGH MEMORY_NORMAL FORCE_ENTRY HALT JOURNAL_LOST"),
                new Frozen<>(
                        OrderOrigin.class,
                        OrderOrigin::code,
                        OrderOrigin::byCodeOrNull,
                        "OWN FOREIGN LIQUIDATION ADL SETTLEMENT"));
    }

    private static Stream<Frozen<?>> frozenOToZ() {
        return Stream.of(
                new Frozen<>(
                        OrderType.class,
                        OrderType::code,
                        OrderType::byCodeOrNull,
                        "LIMIT MARKET STOP STOP_MARKET TAKE_PROFIT TAKE_PROFIT_MARKET TRAILING_STOP_MARKET LIQUIDATION UNKNOWN"),
                new Frozen<>(
                        OutcomeKind.class,
                        OutcomeKind::code,
                        OutcomeKind::byCodeOrNull,
                        "ACCEPTED REFUSED IN_DOUBT NOT_FOUND FOUND NOT_SENT"),
                new Frozen<>(
                        ReportSource.class,
                        ReportSource::code,
                        ReportSource::byCodeOrNull,
                        "ORDER_TRADE_UPDATE TRADE_LITE ALGO_UPDATE REST_QUERY REST_SNAPSHOT REST_TRADE"),
                new Frozen<>(Side.class, Side::code, Side::byCodeOrNull, "BUY SELL"),
                new Frozen<>(
                        SnapshotMark.class,
                        SnapshotMark::code,
                        SnapshotMark::byCodeOrNull,
                        "BEGIN END"),
                new Frozen<>(
                        StreamRoute.class,
                        StreamRoute::code,
                        StreamRoute::byCodeOrNull,
                        "PUBLIC MARKET PRIVATE REST REST_MARKET ORDER_API"),
                new Frozen<>(
                        TimeInForce.class,
                        TimeInForce::code,
                        TimeInForce::byCodeOrNull,
                        "GTC IOC FOK GTX GTD GTE_GTC RPI UNKNOWN"),
                new Frozen<>(
                        VenueOrderStatus.class,
                        VenueOrderStatus::code,
                        VenueOrderStatus::byCodeOrNull,
                        "NEW PARTIALLY_FILLED FILLED CANCELED REJECTED EXPIRED EXPIRED_IN_MATCH NEW_INSURANCE NEW_ADL TRIGGERING TRIGGERED FINISHED UNKNOWN"),
                new Frozen<>(
                        WorkingType.class,
                        WorkingType::code,
                        WorkingType::byCodeOrNull,
                        "CONTRACT_PRICE MARK_PRICE"),
                new Frozen<>(
                        OrderLeg.class,
                        OrderLeg::code,
                        OrderLeg::byCodeOrNull,
                        "ENTRY STOP TARGET CLOSE TRAIL"),
                new Frozen<>(
                        StateReason.class,
                        StateReason::code,
                        StateReason::byCodeOrNull,
                        "DAY_STOP USER_STREAM_DOWN MARKET_DEGRADED RATE_GOVERNOR LIQUIDATION_GUARD MEMORY_GUARD OPERATOR PAUSED KILL_SWITCH INTERNAL_ERROR SECOND_INSTANCE JOURNAL_LOST SNAPSHOT_OVERDUE"),
                new Frozen<>(
                        DriftPolicy.class,
                        DriftPolicy::code,
                        DriftPolicy::byCodeOrNull,
                        "ADOPT CLOSE IGNORE"));
    }
}

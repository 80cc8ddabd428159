package dev.bowline.gateway.binance;

import dev.bowline.core.event.AccountUpdate;
import dev.bowline.core.event.AggTrade;
import dev.bowline.core.event.Bar;
import dev.bowline.core.event.DayTicker;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.MarkPrice;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.RequestOutcome;
import dev.bowline.core.event.StreamStatus;
import dev.bowline.core.event.TopOfBook;
import dev.bowline.core.event.VenueSnapshot;

/** Copies inputs between slots, field by field, without garbage. */
final class SlotCopy {
    private SlotCopy() {}

    /** Header and the sub-record of the type; the target was cleared for the same type. */
    static void input(final EngineEvent from, final EngineEvent to) {
        to.instrumentId = from.instrumentId;
        to.eventTimeMs = from.eventTimeMs;
        to.ingestTimeNs = from.ingestTimeNs;
        to.readableNs = from.readableNs;
        switch (from.type) {
            case TOP_OF_BOOK -> book(from.topOfBook(), to.topOfBook());
            case AGG_TRADE -> trade(from.trade(), to.trade());
            case MARK_PRICE -> mark(from.mark(), to.mark());
            case BAR -> bar(from.bar(), to.bar());
            case EXECUTION_REPORT -> execution(from.execution(), to.execution());
            case ACCOUNT_UPDATE -> account(from.account(), to.account());
            case REQUEST_OUTCOME -> outcome(from.outcome(), to.outcome());
            case VENUE_SNAPSHOT -> snapshot(from.snapshot(), to.snapshot());
            case STREAM_STATUS -> stream(from.stream(), to.stream());
            case DAY_TICKER -> ticker(from.ticker(), to.ticker());
            case RATE_LIMIT -> {
                to.rateLimit().usedShareE8 = from.rateLimit().usedShareE8;
                to.rateLimit().blockedUntilMs = from.rateLimit().blockedUntilMs;
                to.rateLimit().httpStatus = from.rateLimit().httpStatus;
            }
            case INSTRUMENT -> to.instrument = from.instrument;
            case STATE_RESTORED -> to.state = from.state;
            case OPERATOR_COMMAND -> {
                to.operator().kind = from.operator().kind;
                to.operator().channel = from.operator().channel;
                to.operator().argument = from.operator().argument;
                to.operator().operatorCode = from.operator().operatorCode;
            }
            case EMPTY, CLOCK_TICK -> {
                // Header only.
            }
        }
    }

    static void book(final TopOfBook from, final TopOfBook to) {
        to.updateId = from.updateId;
        to.bidPriceE8 = from.bidPriceE8;
        to.bidQtyE8 = from.bidQtyE8;
        to.askPriceE8 = from.askPriceE8;
        to.askQtyE8 = from.askQtyE8;
        to.polled = from.polled;
    }

    private static void trade(final AggTrade from, final AggTrade to) {
        to.aggTradeId = from.aggTradeId;
        to.priceE8 = from.priceE8;
        to.qtyE8 = from.qtyE8;
        to.firstTradeId = from.firstTradeId;
        to.lastTradeId = from.lastTradeId;
        to.tradeTimeMs = from.tradeTimeMs;
        to.buyerIsMaker = from.buyerIsMaker;
    }

    static void mark(final MarkPrice from, final MarkPrice to) {
        to.markPriceE8 = from.markPriceE8;
        to.indexPriceE8 = from.indexPriceE8;
        to.fundingRateE8 = from.fundingRateE8;
        to.nextFundingTimeMs = from.nextFundingTimeMs;
        to.polled = from.polled;
    }

    private static void bar(final Bar from, final Bar to) {
        to.intervalMs = from.intervalMs;
        to.openTimeMs = from.openTimeMs;
        to.closeTimeMs = from.closeTimeMs;
        to.openE8 = from.openE8;
        to.highE8 = from.highE8;
        to.lowE8 = from.lowE8;
        to.closeE8 = from.closeE8;
        to.volumeE8 = from.volumeE8;
        to.quoteVolumeE8 = from.quoteVolumeE8;
        to.tradeCount = from.tradeCount;
        to.closed = from.closed;
        to.historical = from.historical;
    }

    static void execution(final ExecutionReport from, final ExecutionReport to) {
        to.source = from.source;
        to.executionType = from.executionType;
        to.status = from.status;
        to.origin = from.origin;
        to.runId = from.runId;
        to.orderKey = from.orderKey;
        to.orderId = from.orderId;
        to.algoId = from.algoId;
        to.side = from.side;
        to.orderType = from.orderType;
        to.timeInForce = from.timeInForce;
        to.qtyE8 = from.qtyE8;
        to.priceE8 = from.priceE8;
        to.triggerPriceE8 = from.triggerPriceE8;
        to.lastQtyE8 = from.lastQtyE8;
        to.lastPriceE8 = from.lastPriceE8;
        to.cumQtyE8 = from.cumQtyE8;
        to.avgPriceE8 = from.avgPriceE8;
        to.commissionE8 = from.commissionE8;
        to.commissionAssetCode = from.commissionAssetCode;
        to.realizedPnlE8 = from.realizedPnlE8;
        to.tradeId = from.tradeId;
        to.transactionTimeMs = from.transactionTimeMs;
        to.expiryReason = from.expiryReason;
        to.errorCode = from.errorCode;
        to.maker = from.maker;
        to.reduceOnly = from.reduceOnly;
        to.closePosition = from.closePosition;
    }

    private static void account(final AccountUpdate from, final AccountUpdate to) {
        to.row = from.row;
        to.reason = from.reason;
        to.assetCode = from.assetCode;
        to.walletE8 = from.walletE8;
        to.crossWalletE8 = from.crossWalletE8;
        to.changeE8 = from.changeE8;
        to.positionQtyE8 = from.positionQtyE8;
        to.entryPriceE8 = from.entryPriceE8;
        to.accumulatedRealizedE8 = from.accumulatedRealizedE8;
        to.unrealizedE8 = from.unrealizedE8;
        to.leverage = from.leverage;
        to.isolated = from.isolated;
    }

    static void outcome(final RequestOutcome from, final RequestOutcome to) {
        to.kind = from.kind;
        to.commandKind = from.commandKind;
        to.runId = from.runId;
        to.orderKey = from.orderKey;
        to.orderId = from.orderId;
        to.algoId = from.algoId;
        to.errorCode = from.errorCode;
        to.httpStatus = from.httpStatus;
        to.status = from.status;
        to.cumQtyE8 = from.cumQtyE8;
        to.latencyNs = from.latencyNs;
    }

    private static void snapshot(final VenueSnapshot from, final VenueSnapshot to) {
        to.mark = from.mark;
        to.snapshotId = from.snapshotId;
        to.complete = from.complete;
    }

    private static void stream(final StreamStatus from, final StreamStatus to) {
        to.route = from.route;
        to.up = from.up;
        to.causeCode = from.causeCode;
        to.attempt = from.attempt;
    }

    private static void ticker(final DayTicker from, final DayTicker to) {
        to.quoteVolumeE8 = from.quoteVolumeE8;
        to.lastPriceE8 = from.lastPriceE8;
    }

    static void command(final OrderCommand from, final OrderCommand to) {
        to.kind = from.kind;
        to.instrumentId = from.instrumentId;
        to.runId = from.runId;
        to.orderKey = from.orderKey;
        to.side = from.side;
        to.orderType = from.orderType;
        to.timeInForce = from.timeInForce;
        to.workingType = from.workingType;
        to.qtyE8 = from.qtyE8;
        to.priceE8 = from.priceE8;
        to.triggerPriceE8 = from.triggerPriceE8;
        to.activatePriceE8 = from.activatePriceE8;
        to.callbackPercentE8 = from.callbackPercentE8;
        to.reduceOnly = from.reduceOnly;
        to.closePosition = from.closePosition;
        to.countdownMs = from.countdownMs;
        to.venueOrderId = from.venueOrderId;
        to.causeCode = from.causeCode;
    }
}

package dev.bowline.gateway.binance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.AccountUpdate;
import dev.bowline.core.event.AssetCode;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.SnapshotMark;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.gateway.binance.rest.RestClient;
import dev.bowline.gateway.binance.rest.RestClient.Security;
import dev.bowline.gateway.binance.rest.RestException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Reads balances, positions, orders and algo orders over REST and publishes them between two
 * VENUE_SNAPSHOT edges. The first edge comes before the reading, so that what the stream tells
 * meanwhile counts as newer than the rows; no row is published before everything is read, so a part
 * that fails leaves nothing half told. Fills that the stream may have missed are read last and told
 * before the rows, so every fill that a row contains is known before the row is judged; where there
 * were any, rows may be older than fills, and all is read once more. Slow threads only, one at a
 * time.
 */
final class SnapshotLoader {
    private static final System.Logger LOG = System.getLogger(SnapshotLoader.class.getName());

    // USDⓈ-M docs, read 2026-11-20: balance 5 and positions 5; open orders and algo orders 40 each,
    // or 1 for each symbol; trades 5 for each symbol; income 30 for each of two kinds. Of 2,400 in
    // a minute.
    private static final int ACCOUNT_WEIGHT = 10;
    private static final int ALL_ORDERS_WEIGHT = 40;
    private static final int FILLS_WEIGHT = 5;
    private static final int FUNDING_WEIGHT = 60;

    private final RestClient rest;
    private final char mode;
    private final InstrumentRegistry registry;
    private final LongSupplier epochNs;
    private final WaitingSink sink;
    private final FillLoader fills;
    private final FundingLoader funding;
    private final LongSupplier paceNs;
    private final SnapshotPace pace = new SnapshotPace();
    private long snapshotId;
    private long nextPollNs;

    /**
     * A loader that has read nothing.
     *
     * @param epochNs stamps every event
     * @param paceNs a clock that only goes forward, nanoseconds since any time
     */
    SnapshotLoader(
            final RestClient rest,
            final char mode,
            final InstrumentRegistry registry,
            final LongSupplier epochNs,
            final WaitingSink sink,
            final FillLoader fills,
            final FundingLoader funding,
            final LongSupplier paceNs) {
        this.rest = rest;
        this.mode = mode;
        this.registry = registry;
        this.epochNs = epochNs;
        this.sink = sink;
        this.fills = fills;
        this.funding = funding;
        this.paceNs = paceNs;
    }

    /**
     * Publishes one complete snapshot, or two if the first one told fills.
     *
     * @throws RestException if a part could not be read; the snapshot ends as incomplete
     * @throws IllegalArgumentException if a row makes no sense; the snapshot ends as incomplete
     */
    synchronized void load() {
        load(false);
    }

    /** How long to wait before the next {@link #refresh}, milliseconds; any thread. */
    long waitMs() {
        return pace.waitMs(paceNs.getAsLong());
    }

    /** As {@link #load}, but asks for orders by instrument where that costs less. */
    synchronized void refresh() {
        load(true);
    }

    /**
     * As {@link #refresh}, as a part of a series: a call is passed over if the series would cost
     * more than half the venue's limit.
     */
    synchronized void poll() {
        final long nowNs = paceNs.getAsLong();
        if (nextPollNs != 0 && nowNs - nextPollNs < 0) {
            return;
        }
        nextPollNs =
                nowNs
                        + TimeUnit.MINUTES.toNanos(1)
                                * weight(isCheaperByInstrument())
                                / SnapshotPace.WEIGHT_PER_MINUTE;
        load(true);
    }

    private boolean isCheaperByInstrument() {
        return registry.count() < ALL_ORDERS_WEIGHT;
    }

    private int weight(final boolean byInstrument) {
        final int instruments = registry.count();
        return ACCOUNT_WEIGHT
                + 2 * (byInstrument ? instruments : ALL_ORDERS_WEIGHT)
                + FILLS_WEIGHT * instruments
                + (funding.isDue() ? FUNDING_WEIGHT : 0);
    }

    private void load(final boolean isSparing) {
        final boolean byInstrument = isSparing && isCheaperByInstrument();
        if (loadOnce(byInstrument) > 0) {
            final int unused = loadOnce(byInstrument);
        }
    }

    private int loadOnce(final boolean byInstrument) {
        pace.onRead(weight(byInstrument), paceNs.getAsLong());
        snapshotId++;
        edge(SnapshotMark.BEGIN, false);
        boolean complete = false;
        try {
            final int told = readAndPublish(byInstrument);
            complete = true;
            return told;
        } finally {
            edge(SnapshotMark.END, complete);
        }
    }

    private int readAndPublish(final boolean byInstrument) {
        final JsonNode balances = array("/fapi/v3/balance");
        final JsonNode positions = array("/fapi/v3/positionRisk");
        final List<JsonNode> orders = orders("/fapi/v1/openOrders", byInstrument);
        final List<JsonNode> algos = orders("/fapi/v1/openAlgoOrders", byInstrument);
        final int told = fills.load(this::publishFill);
        loadFunding();
        for (final JsonNode row : balances) {
            publishBalance(row);
        }
        for (final JsonNode row : positions) {
            publishPosition(row);
        }
        for (final JsonNode row : orders) {
            publishOrder(row, false);
        }
        for (final JsonNode row : algos) {
            publishOrder(row, true);
        }
        return told;
    }

    /** What was paid is no reason to leave positions unreconciled; the next call reads it again. */
    private void loadFunding() {
        try {
            funding.load(this::publishFunding);
        } catch (final RestException | IllegalArgumentException | ArithmeticException e) {
            LOG.log(Level.WARNING, "FUNDING_UNREAD {0}", e.getMessage());
        }
    }

    private void publishFunding(final long sumE8, final long hourMs) {
        final EngineEvent event = claim(EventType.ACCOUNT_UPDATE, -1, hourMs);
        event.account().row = AccountRow.FUNDING;
        event.account().reason = AccountReason.SNAPSHOT;
        event.account().changeE8 = sumE8;
        sink.publish(event);
    }

    private void publishFill(final InstrumentSpec spec, final ExecutionReport fill) {
        final EngineEvent event =
                claim(EventType.EXECUTION_REPORT, spec.id(), fill.transactionTimeMs);
        SlotCopy.execution(fill, event.execution());
        sink.publish(event);
    }

    private List<JsonNode> orders(final String path, final boolean byInstrument) {
        final List<JsonNode> rows = new ArrayList<>();
        if (byInstrument) {
            for (int id = 0; id < registry.count(); id++) {
                array(path, "symbol", registry.byIdOrNull(id).symbol()).forEach(rows::add);
            }
        } else {
            array(path).forEach(rows::add);
        }
        return rows;
    }

    private JsonNode array(final String path, final String... parameters) {
        final JsonNode rows = rest.get(Security.SIGNED, path, parameters);
        if (!rows.isArray()) {
            throw new IllegalArgumentException(path + ": reply is no array");
        }
        return rows;
    }

    private void edge(final SnapshotMark mark, final boolean complete) {
        final EngineEvent event = claim(EventType.VENUE_SNAPSHOT, -1, 0);
        event.snapshot().mark = mark;
        event.snapshot().snapshotId = snapshotId;
        event.snapshot().complete = complete;
        sink.publish(event);
    }

    private EngineEvent claim(
            final EventType type, final int instrumentId, final long eventTimeMs) {
        final EngineEvent event = sink.claim(type);
        event.instrumentId = instrumentId;
        event.eventTimeMs = eventTimeMs;
        event.ingestTimeNs = epochNs.getAsLong();
        return event;
    }

    private void publishBalance(final JsonNode row) {
        final long walletE8 = VenueText.requireE8(row, "balance");
        final long crossE8 = VenueText.requireE8(row, "crossWalletBalance");
        final EngineEvent event =
                claim(EventType.ACCOUNT_UPDATE, -1, row.path("updateTime").asLong(0));
        final AccountUpdate account = event.account();
        account.row = AccountRow.BALANCE;
        account.reason = AccountReason.SNAPSHOT;
        account.assetCode = AssetCode.of(row.path("asset").asText(""));
        account.walletE8 = walletE8;
        account.crossWalletE8 = crossE8;
        sink.publish(event);
    }

    private InstrumentSpec specOrNull(final JsonNode row, final String what) {
        final String symbol = row.path("symbol").asText("");
        final InstrumentSpec spec = registry.bySymbolOrNull(symbol);
        if (spec == null) {
            LOG.log(Level.WARNING, "SNAPSHOT_FOREIGN_SYMBOL {0} symbol={1}", what, symbol);
        }
        return spec;
    }

    private void publishPosition(final JsonNode row) {
        final InstrumentSpec spec = specOrNull(row, "position");
        if (spec == null) {
            return;
        }
        if (!row.path("positionSide").asText("BOTH").equals("BOTH")) {
            throw new IllegalArgumentException(
                    spec.symbol() + ": positionSide=" + row.path("positionSide").asText(""));
        }
        final long qtyE8 = VenueText.requireE8(row, "positionAmt");
        final long entryE8 = VenueText.requireE8(row, "entryPrice");
        final long unrealizedE8 = VenueText.e8Or(row, "unRealizedProfit", 0);
        final EngineEvent event =
                claim(EventType.ACCOUNT_UPDATE, spec.id(), row.path("updateTime").asLong(0));
        final AccountUpdate account = event.account();
        account.row = AccountRow.POSITION;
        account.reason = AccountReason.SNAPSHOT;
        account.positionQtyE8 = qtyE8;
        account.entryPriceE8 = entryE8;
        account.unrealizedE8 = unrealizedE8;
        account.isolated = VenueText.e8Or(row, "isolatedWallet", 0) != 0;
        sink.publish(event);
    }

    private void publishOrder(final JsonNode row, final boolean algo) {
        final InstrumentSpec spec = specOrNull(row, algo ? "algo order" : "order");
        if (spec == null) {
            return;
        }
        final long qtyE8 = VenueText.requireE8(row, algo ? "quantity" : "origQty");
        final long cumQtyE8 = algo ? 0 : VenueText.requireE8(row, "executedQty");
        final EngineEvent event =
                claim(EventType.EXECUTION_REPORT, spec.id(), row.path("updateTime").asLong(0));
        final ExecutionReport report = event.execution();
        report.source = ReportSource.REST_SNAPSHOT;
        report.executionType = ExecutionType.STATUS;
        VenueText.putIdentity(
                row.path(algo ? "clientAlgoId" : "clientOrderId").asText(""), mode, report);
        report.side = row.path("side").asText("").equals("BUY") ? Side.BUY : Side.SELL;
        report.qtyE8 = qtyE8;
        report.cumQtyE8 = cumQtyE8;
        report.priceE8 = VenueText.e8Or(row, "price", 0);
        report.triggerPriceE8 = VenueText.e8Or(row, algo ? "triggerPrice" : "stopPrice", 0);
        report.avgPriceE8 = VenueText.e8Or(row, "avgPrice", 0);
        report.timeInForce = named(TimeInForce.values(), row.path("timeInForce").asText(""), null);
        report.orderType =
                named(
                        OrderType.values(),
                        row.path(algo ? "orderType" : "type").asText(""),
                        OrderType.UNKNOWN);
        report.status =
                named(
                        VenueOrderStatus.values(),
                        row.path(algo ? "algoStatus" : "status").asText(""),
                        VenueOrderStatus.UNKNOWN);
        report.orderId = row.path(algo ? "actualOrderId" : "orderId").asLong(0);
        report.algoId = row.path("algoId").asLong(0);
        report.reduceOnly = row.path("reduceOnly").asBoolean(false);
        report.closePosition = row.path("closePosition").asBoolean(false);
        report.transactionTimeMs = row.path("updateTime").asLong(0);
        sink.publish(event);
    }

    private static <E extends Enum<E>> E named(
            final E[] constants, final String name, final E fallback) {
        for (final E constant : constants) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        return fallback;
    }
}

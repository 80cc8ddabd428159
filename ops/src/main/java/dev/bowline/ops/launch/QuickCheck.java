package dev.bowline.ops.launch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.core.engine.CompactRunner;
import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.AssetCode;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.IntentAction;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TradeIntent;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.DecimalFormat;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.precision.PrecisionHandler;
import dev.bowline.core.risk.RejectReason;
import dev.bowline.core.sizing.PositionSizer;
import dev.bowline.gateway.binance.BinanceGateway;
import dev.bowline.ops.config.ConfigTree;
import dev.bowline.ops.config.EngineConfigs;
import dev.bowline.ops.report.Json;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Goes through the steps of a start, reads what they bring, and sends no order (BT-4). */
public final class QuickCheck {
    private static final int RING_SLOTS = 4_096;
    private static final long DRAIN_MS = 5_000;

    private final ConfigTree tree;
    private final long[] priceE8 = new long[InstrumentRegistry.MAX_INSTRUMENTS];
    private final long[] volumeE8 = new long[InstrumentRegistry.MAX_INSTRUMENTS];
    private long walletE8;
    private int positions;

    private QuickCheck(final ConfigTree tree) {
        this.tree = tree;
    }

    /**
     * Checks the venue that the configuration names.
     *
     * @throws StartException naming the step that failed
     */
    public static ObjectNode run(final ConfigTree tree, final BuildInfo build)
            throws StartException {
        return new QuickCheck(tree).check(build);
    }

    private ObjectNode check(final BuildInfo build) throws StartException {
        try (VenueLink venue = VenueLink.open(tree, null)) {
            final CompactRunner runner =
                    new CompactRunner(RING_SLOTS, (event, nowNs) -> onEvent(event));
            final BinanceGateway gateway = venue.gateway();
            gateway.open(runner, runner::poll);
            gateway.start();
            drain(runner);
            return report(build, gateway);
        } catch (final StartException e) {
            throw e;
        } catch (final Exception e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    /** On the gateway's own thread. */
    private void onEvent(final EngineEvent event) {
        switch (event.type) {
            case DAY_TICKER -> {
                priceE8[event.instrumentId] = event.ticker().lastPriceE8;
                volumeE8[event.instrumentId] = event.ticker().quoteVolumeE8;
            }
            case ACCOUNT_UPDATE -> {
                if (event.account().row == AccountRow.BALANCE
                        && event.account().assetCode
                                == AssetCode.of(tree.text("venue.settle-coin"))) {
                    walletE8 = event.account().walletE8;
                } else if (event.account().positionQtyE8 != 0) {
                    positions++;
                }
            }
            default -> {
                // Nothing that is checked.
            }
        }
    }

    private static void drain(final CompactRunner runner) throws StartException {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MS);
        while (runner.processedSequence() != runner.publishedSequence()) {
            if (System.nanoTime() - deadlineNs >= 0) {
                throw new StartException("events were not read within " + DRAIN_MS + " ms", null);
            }
            LockSupport.parkNanos(100_000);
        }
    }

    private ObjectNode report(final BuildInfo build, final BinanceGateway gateway) {
        final ObjectNode root = Json.object();
        root.put("build", build.toString());
        root.put("configHash", tree.sha256());
        root.put("mode", tree.text("venue.mode"));
        root.put("clockOffsetUs", gateway.serverClock().offsetNs() / 1_000);
        root.put("balance", DecimalFormat.toText(walletE8));
        root.put("openPositions", positions);
        final ArrayNode rows = root.putArray("symbols");
        for (int id = 0; id < gateway.registry().count(); id++) {
            rows.add(row(gateway.registry().byIdOrNull(id)));
        }
        return root;
    }

    private ObjectNode row(final InstrumentSpec spec) {
        final ObjectNode row = Json.object();
        row.put("symbol", spec.symbol());
        row.put("price", DecimalFormat.toText(priceE8[spec.id()]));
        row.put("tick", DecimalFormat.toText(spec.tickE8()));
        row.put("step", DecimalFormat.toText(spec.marketStepE8()));
        row.put("minNotional", DecimalFormat.toText(spec.minNotionalE8()));
        row.put("leverage", spec.leverage());
        final TradeIntent intent = sized(spec);
        if (intent.rejectCode == 0) {
            row.put("qty", DecimalFormat.toText(intent.qtyE8));
            row.put("notional", DecimalFormat.toText(intent.notionalE8));
            row.put("margin", DecimalFormat.toText(intent.marginE8));
            row.put("risk", DecimalFormat.toText(intent.riskE8));
        } else {
            row.put("refused", RejectReason.name(intent.rejectCode));
        }
        return row;
    }

    /** A long at the last price with the stop of scalping-v1. */
    private TradeIntent sized(final InstrumentSpec spec) {
        final long nowE8 = priceE8[spec.id()];
        final TradeIntent intent = new TradeIntent();
        intent.clear();
        intent.instrumentId = spec.id();
        intent.action = IntentAction.ENTER;
        intent.side = Side.BUY;
        intent.style = EntryStyle.MARKET;
        intent.refPriceE8 = nowE8;
        intent.stopPriceE8 =
                nowE8 - FixedPoint.mulFloorE8(nowE8, tree.number("scalping.stop-share"));
        new PositionSizer(EngineConfigs.from(tree, 1).sizing())
                .size(intent, spec, walletE8, 0, volumeE8[spec.id()]);
        if (intent.rejectCode == 0) {
            new PrecisionHandler(tree.number("sizing.min-notional"))
                    .round(intent, spec, nowE8, nowE8);
        }
        return intent;
    }
}

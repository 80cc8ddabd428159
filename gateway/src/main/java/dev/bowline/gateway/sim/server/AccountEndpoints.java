package dev.bowline.gateway.sim.server;

import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.gateway.sim.AccountView;
import dev.bowline.gateway.sim.IncomeRow;
import dev.bowline.gateway.sim.LeverageBracket;
import dev.bowline.gateway.sim.PositionView;
import dev.bowline.gateway.sim.SimInstrument;
import dev.bowline.gateway.sim.VenuePosition;
import java.util.List;

/** Account, configuration and listen keys (USDⓈ-M docs, Account, read 2026-11-20). */
final class AccountEndpoints {
    private static final int MONEY_DIGITS = 8;
    private static final int RATE_DIGITS = 6;
    private static final long WEEK_MS = 7 * 86_400_000L;

    private final VenueDesk desk;
    private final RateLimits limits;
    private final UserStreams users;

    AccountEndpoints(final VenueDesk desk, final RateLimits limits, final UserStreams users) {
        this.desk = desk;
        this.limits = limits;
        this.users = users;
    }

    void addTo(final RestRouter router) {
        final EndpointSecurity signed = EndpointSecurity.SIGNED;
        router.add("GET /fapi/v3/account", signed, 5, (request, out) -> accountV3(out));
        router.add("GET /fapi/v2/account", signed, 5, (request, out) -> accountV2(out));
        router.add("GET /fapi/v3/balance", signed, 5, (request, out) -> balance(out));
        router.add("GET /fapi/v2/balance", signed, 5, (request, out) -> balance(out));
        router.add("GET /fapi/v3/positionRisk", signed, 5, this::positionRiskV3);
        router.add("GET /fapi/v2/positionRisk", signed, 5, this::positionRiskV2);
        router.add("GET /fapi/v1/accountConfig", signed, 5, (request, out) -> accountConfig(out));
        router.add("GET /fapi/v1/symbolConfig", signed, 5, this::symbolConfig);
        router.add("GET /fapi/v1/leverageBracket", signed, 1, this::leverageBracket);
        router.add("POST /fapi/v1/leverage", signed, 1, this::changeLeverage);
        router.add("POST /fapi/v1/marginType", signed, 1, this::changeMarginType);
        router.add(
                "GET /fapi/v1/positionSide/dual",
                signed,
                30,
                (request, out) -> out.beginObject().field("dualSidePosition", false).endObject());
        router.add("POST /fapi/v1/positionSide/dual", signed, 1, this::changePositionMode);
        router.add(
                "GET /fapi/v1/multiAssetsMargin",
                signed,
                30,
                (request, out) -> out.beginObject().field("multiAssetsMargin", false).endObject());
        router.add("POST /fapi/v1/multiAssetsMargin", signed, 1, this::changeAssetsMode);
        router.add(
                "GET /fapi/v1/feeBurn",
                signed,
                30,
                (request, out) -> out.beginObject().field("feeBurn", false).endObject());
        router.add("GET /fapi/v1/commissionRate", signed, 20, this::commissionRate);
        router.add("GET /fapi/v1/income", signed, 30, this::income);
        router.add("GET /fapi/v1/rateLimit/order", signed, 1, (request, out) -> orderLimits(out));
        router.add("POST /fapi/v1/listenKey", EndpointSecurity.KEY, 1, this::startStream);
        router.add("PUT /fapi/v1/listenKey", EndpointSecurity.KEY, 1, this::extendStream);
        router.add("DELETE /fapi/v1/listenKey", EndpointSecurity.KEY, 1, this::stopStream);
    }

    private void startStream(final RestRequest request, final JsonWriter out) {
        out.beginObject().field("listenKey", users.start(request.apiKeyOrNull())).endObject();
    }

    private void extendStream(final RestRequest request, final JsonWriter out) throws RestError {
        final String key = users.extendOrNull(request.apiKeyOrNull());
        if (key == null) {
            throw RestError.of(-1125, "This listenKey does not exist.");
        }
        out.beginObject().field("listenKey", key).endObject();
    }

    private void stopStream(final RestRequest request, final JsonWriter out) {
        users.stop(request.apiKeyOrNull());
        MarketEndpoints.empty(out);
    }

    private void orderLimits(final JsonWriter out) {
        out.beginArray();
        MarketEndpoints.rateLimit(out, "ORDERS", "SECOND", 10, limits.ordersPer10s());
        MarketEndpoints.rateLimit(out, "ORDERS", "MINUTE", 1, limits.ordersPerMinute());
        out.endArray();
    }

    private void totals(final JsonWriter out, final AccountView account) {
        money(out, "totalInitialMargin", initialMarginE8(account));
        money(out, "totalMaintMargin", account.maintMarginE8());
        money(out, "totalWalletBalance", account.walletE8());
        money(out, "totalUnrealizedProfit", account.unrealizedE8());
        money(out, "totalMarginBalance", account.marginBalanceE8());
        money(out, "totalPositionInitialMargin", account.positionMarginE8());
        money(out, "totalOpenOrderInitialMargin", account.openOrderMarginE8());
        money(out, "totalCrossWalletBalance", account.walletE8());
        money(out, "totalCrossUnPnl", account.unrealizedE8());
        money(out, "availableBalance", account.availableE8());
        money(out, "maxWithdrawAmount", withdrawableE8(account));
    }

    private static long initialMarginE8(final AccountView account) {
        return account.positionMarginE8() + account.openOrderMarginE8();
    }

    private static long withdrawableE8(final AccountView account) {
        return Math.max(0, Math.min(account.availableE8(), account.walletE8()));
    }

    private static void money(final JsonWriter out, final String name, final long amountE8) {
        out.fieldE8(name, amountE8, MONEY_DIGITS);
    }

    private void asset(final JsonWriter out, final AccountView account, final boolean v2) {
        out.name("assets").beginArray().beginObject().field("asset", desk.marginAsset());
        money(out, "walletBalance", account.walletE8());
        money(out, "unrealizedProfit", account.unrealizedE8());
        money(out, "marginBalance", account.marginBalanceE8());
        money(out, "maintMargin", account.maintMarginE8());
        money(out, "initialMargin", initialMarginE8(account));
        money(out, "positionInitialMargin", account.positionMarginE8());
        money(out, "openOrderInitialMargin", account.openOrderMarginE8());
        money(out, "crossWalletBalance", account.walletE8());
        money(out, "crossUnPnl", account.unrealizedE8());
        money(out, "availableBalance", account.availableE8());
        money(out, "maxWithdrawAmount", withdrawableE8(account));
        out.field("updateTime", desk.nowMs());
        if (v2) {
            out.field("marginAvailable", true);
        }
        out.endObject().endArray();
    }

    private void accountV3(final JsonWriter out) {
        final AccountView account = desk.venue().account();
        out.beginObject();
        totals(out, account);
        asset(out, account, false);
        out.name("positions").beginArray();
        for (final PositionView view : desk.venue().positions()) {
            out.beginObject().field("symbol", desk.symbol(view.position().instrumentId));
            out.field("positionSide", "BOTH").fieldE8("positionAmt", view.position().qtyE8);
            money(out, "unrealizedProfit", view.unrealizedE8());
            out.field("isolatedMargin", "0");
            money(out, "notional", view.notionalE8());
            out.field("isolatedWallet", "0");
            money(out, "initialMargin", view.initialMarginE8() + view.openOrderMarginE8());
            money(out, "maintMargin", view.maintMarginE8());
            out.field("updateTime", view.position().updateTimeMs).endObject();
        }
        out.endArray().endObject();
    }

    private void accountV2(final JsonWriter out) {
        final AccountView account = desk.venue().account();
        out.beginObject().field("feeTier", 0).field("feeBurn", false).field("canTrade", true);
        out.field("canDeposit", true).field("canWithdraw", false).field("updateTime", 0);
        out.field("multiAssetsMargin", false).field("tradeGroupId", -1);
        totals(out, account);
        asset(out, account, true);
        out.name("positions").beginArray();
        for (int id = 0; id < desk.count(); id++) {
            final PositionView view = desk.venue().position(id);
            final VenuePosition position = view.position();
            out.beginObject().field("symbol", desk.symbol(id));
            money(out, "initialMargin", view.initialMarginE8() + view.openOrderMarginE8());
            money(out, "maintMargin", view.maintMarginE8());
            money(out, "unrealizedProfit", view.unrealizedE8());
            money(out, "positionInitialMargin", view.initialMarginE8());
            out.fieldE8("openOrderInitialMargin", view.openOrderMarginE8());
            out.field("leverage", String.valueOf(position.leverage));
            out.field("isolated", position.isolated);
            out.fieldE8("entryPrice", position.entryPriceE8);
            out.fieldE8("maxNotional", maxNotionalE8(position));
            out.fieldE8("bidNotional", view.bidNotionalE8());
            out.fieldE8("askNotional", view.askNotionalE8()).field("positionSide", "BOTH");
            out.fieldE8("positionAmt", position.qtyE8);
            out.field("updateTime", position.updateTimeMs).endObject();
        }
        out.endArray().endObject();
    }

    private long maxNotionalE8(final VenuePosition position) {
        return desk.instrument(position.instrumentId).maxNotionalE8(position.leverage);
    }

    private void balance(final JsonWriter out) {
        final AccountView account = desk.venue().account();
        out.beginArray().beginObject().field("accountAlias", "SimB");
        out.field("asset", desk.marginAsset());
        money(out, "balance", account.walletE8());
        money(out, "crossWalletBalance", account.walletE8());
        money(out, "crossUnPnl", account.unrealizedE8());
        money(out, "availableBalance", account.availableE8());
        money(out, "maxWithdrawAmount", withdrawableE8(account));
        out.field("marginAvailable", true).field("updateTime", desk.nowMs());
        out.endObject().endArray();
    }

    private void positionRiskV3(final RestRequest request, final JsonWriter out) throws RestError {
        final int wanted = desk.instrumentIdOrAll(request);
        out.beginArray();
        for (final PositionView view : desk.venue().positions()) {
            final VenuePosition position = view.position();
            if (wanted >= 0 && position.instrumentId != wanted) {
                continue;
            }
            final InstrumentSpec spec = desk.instrument(position.instrumentId).spec();
            out.beginObject().field("symbol", spec.symbol()).field("positionSide", "BOTH");
            risk(out, view);
            out.field("isolatedMargin", "0");
            money(out, "notional", view.notionalE8());
            out.field("marginAsset", spec.marginAsset()).field("isolatedWallet", "0");
            money(out, "initialMargin", view.initialMarginE8() + view.openOrderMarginE8());
            money(out, "maintMargin", view.maintMarginE8());
            money(out, "positionInitialMargin", view.initialMarginE8());
            out.fieldE8("openOrderInitialMargin", view.openOrderMarginE8()).field("adl", 1);
            out.fieldE8("bidNotional", view.bidNotionalE8());
            out.fieldE8("askNotional", view.askNotionalE8());
            out.field("updateTime", position.updateTimeMs).endObject();
        }
        out.endArray();
    }

    private static void risk(final JsonWriter out, final PositionView view) {
        out.fieldE8("positionAmt", view.position().qtyE8);
        out.fieldE8("entryPrice", view.position().entryPriceE8);
        out.fieldE8("breakEvenPrice", view.position().breakEvenPriceE8);
        money(out, "markPrice", view.markPriceE8());
        money(out, "unRealizedProfit", view.unrealizedE8());
        out.fieldE8("liquidationPrice", view.liquidationPriceE8());
    }

    private void positionRiskV2(final RestRequest request, final JsonWriter out) throws RestError {
        final int wanted = desk.instrumentIdOrAll(request);
        out.beginArray();
        for (int id = 0; id < desk.count(); id++) {
            if (wanted >= 0 && id != wanted) {
                continue;
            }
            final PositionView view = desk.venue().position(id);
            final VenuePosition position = view.position();
            out.beginObject().field("symbol", desk.symbol(id));
            risk(out, view);
            out.field("leverage", String.valueOf(position.leverage));
            out.fieldE8("maxNotionalValue", maxNotionalE8(position));
            out.field("marginType", position.isolated ? "isolated" : "cross");
            out.field("isolatedMargin", "0.00000000").field("isAutoAddMargin", "false");
            out.field("positionSide", "BOTH");
            money(out, "notional", view.notionalE8());
            out.field("isolatedWallet", "0");
            out.field("updateTime", position.updateTimeMs).endObject();
        }
        out.endArray();
    }

    private static void accountConfig(final JsonWriter out) {
        out.beginObject().field("feeTier", 0).field("canTrade", true).field("canDeposit", true);
        out.field("canWithdraw", false).field("dualSidePosition", false).field("updateTime", 0);
        out.field("multiAssetsMargin", false).field("tradeGroupId", -1).endObject();
    }

    private void symbolConfig(final RestRequest request, final JsonWriter out) throws RestError {
        final int wanted = desk.instrumentIdOrAll(request);
        out.beginArray();
        for (int id = 0; id < desk.count(); id++) {
            if (wanted < 0 || id == wanted) {
                final VenuePosition position = desk.venue().position(id).position();
                out.beginObject().field("symbol", desk.symbol(id));
                out.field("marginType", position.isolated ? "ISOLATED" : "CROSSED");
                out.field("isAutoAddMargin", false).field("leverage", position.leverage);
                out.fieldE8("maxNotionalValue", maxNotionalE8(position)).endObject();
            }
        }
        out.endArray();
    }

    private void leverageBracket(final RestRequest request, final JsonWriter out) throws RestError {
        final int wanted = desk.instrumentIdOrAll(request);
        out.beginArray();
        for (int id = 0; id < desk.count(); id++) {
            if (wanted < 0 || id == wanted) {
                brackets(out, desk.instrument(id));
            }
        }
        out.endArray();
    }

    private static void brackets(final JsonWriter out, final SimInstrument instrument) {
        out.beginObject().field("symbol", instrument.spec().symbol());
        out.name("notionalCoef").decimalNumber(FixedPoint.ONE_E8);
        out.name("brackets").beginArray();
        for (final LeverageBracket row : instrument.brackets()) {
            out.beginObject().field("bracket", row.bracket());
            out.field("initialLeverage", row.maxLeverage());
            out.name("notionalCap").decimalNumber(row.capE8());
            out.name("notionalFloor").decimalNumber(row.floorE8());
            out.name("maintMarginRatio").decimalNumber(row.maintMarginRateE8());
            out.name("cum").decimalNumber(row.cumE8()).endObject();
        }
        out.endArray().endObject();
    }

    private void changeLeverage(final RestRequest request, final JsonWriter out) throws RestError {
        final int id = desk.instrumentId(request);
        final long leverage = request.number("leverage");
        if (leverage < 1 || leverage > 125) {
            throw RestError.of(-4028, "Leverage " + leverage + " is not valid");
        }
        final long maxE8 =
                VenueDesk.require(desk.venue().changeLeverage(id, (int) leverage, desk.nowMs()));
        out.beginObject().field("leverage", leverage).fieldE8("maxNotionalValue", maxE8);
        out.field("symbol", desk.symbol(id)).endObject();
    }

    private void changeMarginType(final RestRequest request, final JsonWriter out)
            throws RestError {
        final int id = desk.instrumentId(request);
        final String type = request.text("marginType");
        if (!List.of("ISOLATED", "CROSSED").contains(type)) {
            throw RestError.malformed("marginType", type);
        }
        VenueDesk.require(desk.venue().changeMarginType(id, "ISOLATED".equals(type), desk.nowMs()));
        success(out);
    }

    private void changePositionMode(final RestRequest request, final JsonWriter out)
            throws RestError {
        request.text("dualSidePosition");
        VenueDesk.require(desk.venue().changePositionMode(request.flag("dualSidePosition")));
        success(out);
    }

    private void changeAssetsMode(final RestRequest request, final JsonWriter out)
            throws RestError {
        request.text("multiAssetsMargin");
        VenueDesk.require(desk.venue().changeAssetsMode(request.flag("multiAssetsMargin")));
        success(out);
    }

    private static void success(final JsonWriter out) {
        out.beginObject().field("code", 200).field("msg", "success").endObject();
    }

    private void commissionRate(final RestRequest request, final JsonWriter out) throws RestError {
        final InstrumentSpec spec = desk.instrument(desk.instrumentId(request)).spec();
        out.beginObject().field("symbol", spec.symbol());
        out.fieldE8("makerCommissionRate", spec.makerFeeE8(), RATE_DIGITS);
        out.fieldE8("takerCommissionRate", spec.takerFeeE8(), RATE_DIGITS);
        out.field("rpiCommissionRate", "0").endObject();
    }

    private void income(final RestRequest request, final JsonWriter out) throws RestError {
        final String type = request.textOrNull("incomeType");
        final long fromMs = request.numberOr("startTime", desk.nowMs() - WEEK_MS);
        final long toMs = request.numberOr("endTime", Long.MAX_VALUE);
        final int rows = MarketEndpoints.limit(request, 100, 1_000);
        long skip = (request.numberOr("page", 1) - 1) * rows;
        int left = rows;
        out.beginArray();
        for (final IncomeRow row : desk.venue().income(desk.instrumentIdOrAll(request))) {
            if (row.timeMs() < fromMs
                    || row.timeMs() > toMs
                    || (type != null && !type.equals(row.type().name()))
                    || skip-- > 0
                    || left-- <= 0) {
                continue;
            }
            final String tradeId = row.tradeId() == 0 ? "" : String.valueOf(row.tradeId());
            out.beginObject().field("symbol", desk.symbol(row.instrumentId()));
            out.field("incomeType", row.type().name());
            money(out, "income", row.incomeE8());
            out.field("asset", desk.marginAsset());
            out.field("info", tradeId.isEmpty() ? row.type().name() : tradeId);
            out.field("time", row.timeMs()).field("tranId", row.tranId());
            out.field("tradeId", tradeId).endObject();
        }
        out.endArray();
    }
}

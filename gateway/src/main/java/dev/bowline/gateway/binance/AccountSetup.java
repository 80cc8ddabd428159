package dev.bowline.gateway.binance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.gateway.binance.rest.RestClient;
import dev.bowline.gateway.binance.rest.RestClient.Security;
import dev.bowline.gateway.binance.rest.RestException;
import java.lang.System.Logger.Level;

/** Permissions and modes of the account (REC-1). Slow threads only. */
final class AccountSetup {
    private static final System.Logger LOG = System.getLogger(AccountSetup.class.getName());

    // USDⓈ-M docs, Error Codes, read 2026-11-20: what was asked for is so already.
    private static final int NO_CHANGE_OF_MARGIN_TYPE = -4046;

    private final RestClient rest;
    private final GatewayConfig config;

    AccountSetup(final RestClient rest, final GatewayConfig config) {
        this.rest = rest;
        this.config = config;
    }

    /**
     * Checks what must hold and sets leverage and margin type of each symbol.
     *
     * @throws IllegalStateException naming what does not hold and how to change it
     */
    void prepare() {
        final JsonNode account = rest.get(Security.SIGNED, "/fapi/v1/accountConfig");
        require(
                account.path("canTrade").asBoolean(false),
                "canTrade=false: the key needs the permission for futures trading");
        require(
                account.has("dualSidePosition")
                        && !account.path("dualSidePosition").asBoolean(true),
                "dualSidePosition must be false: switch the account to one-way mode");
        require(
                !account.path("multiAssetsMargin").asBoolean(false),
                "multiAssetsMargin=true: switch the account to single-asset mode");
        if (account.path("canWithdraw").asBoolean(false)) {
            LOG.log(Level.WARNING, "ACCOUNT_CAN_WITHDRAW a trading key should not have this right");
        }
        warnOfFeeBurn();
        for (final String symbol : config.symbols()) {
            setMarginType(symbol);
            setLeverage(symbol);
        }
    }

    /**
     * With fees in the venue's own coin results hold estimates of them, so it is said at the start
     * (OMS-8). A venue that does not know the switch is no reason not to trade.
     */
    private void warnOfFeeBurn() {
        // USDⓈ-M docs, Get BNB Burn Status, read 2026-11-21: weight 30.
        try {
            if (rest.get(Security.SIGNED, "/fapi/v1/feeBurn").path("feeBurn").asBoolean(false)) {
                LOG.log(
                        Level.WARNING,
                        "ACCOUNT_FEE_BURN fees are paid in BNB and booked as estimates in {0};"
                                + " switch the discount off for exact results",
                        config.marginAsset());
            }
        } catch (final RestException e) {
            LOG.log(Level.WARNING, "ACCOUNT_FEE_BURN_UNKNOWN {0}", e.getMessage());
        }
    }

    private static void require(final boolean holds, final String problem) {
        if (!holds) {
            throw new IllegalStateException(problem);
        }
    }

    private void setMarginType(final String symbol) {
        final String type = config.isolated() ? "ISOLATED" : "CROSSED";
        try {
            rest.call(
                    "POST",
                    Security.SIGNED,
                    "/fapi/v1/marginType",
                    "symbol",
                    symbol,
                    "marginType",
                    type);
        } catch (final RestException e) {
            if (e.code() != NO_CHANGE_OF_MARGIN_TYPE) {
                throw e;
            }
        }
    }

    private void setLeverage(final String symbol) {
        final JsonNode reply =
                rest.call(
                        "POST",
                        Security.SIGNED,
                        "/fapi/v1/leverage",
                        "symbol",
                        symbol,
                        "leverage",
                        Integer.toString(config.leverage()));
        final int leverage = reply.path("leverage").asInt(0);
        require(
                leverage == config.leverage(),
                symbol + ": leverage=" + leverage + " at the venue, asked " + config.leverage());
    }
}

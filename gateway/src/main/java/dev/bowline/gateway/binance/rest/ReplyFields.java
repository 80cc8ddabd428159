package dev.bowline.gateway.binance.rest;

import dev.bowline.gateway.json.WordTable;

/** Names in the bodies of order replies; a field's number is its position. */
final class ReplyFields {
    static final int CODE = 0;
    static final int MESSAGE = 1;
    static final int ORDER_ID = 2;
    static final int CLIENT_ORDER_ID = 3;
    static final int STATUS = 4;
    static final int EXECUTED_QTY = 5;
    static final int ORIG_QTY = 6;
    static final int PRICE = 7;
    static final int AVG_PRICE = 8;
    static final int STOP_PRICE = 9;
    static final int SIDE = 10;
    static final int TYPE = 11;
    static final int TIME_IN_FORCE = 12;
    static final int REDUCE_ONLY = 13;
    static final int CLOSE_POSITION = 14;
    static final int UPDATE_TIME = 15;
    static final int ALGO_ID = 16;
    static final int CLIENT_ALGO_ID = 17;
    static final int ALGO_STATUS = 18;
    static final int ORDER_TYPE = 19;
    static final int QUANTITY = 20;
    static final int TRIGGER_PRICE = 21;
    static final int ACTUAL_ORDER_ID = 22;
    static final int ACTUAL_QTY = 23;
    static final int ACTUAL_PRICE = 24;
    static final int COUNTDOWN = 25;

    static final WordTable NAMES =
            new WordTable(
                    "code",
                    "msg",
                    "orderId",
                    "clientOrderId",
                    "status",
                    "executedQty",
                    "origQty",
                    "price",
                    "avgPrice",
                    "stopPrice",
                    "side",
                    "type",
                    "timeInForce",
                    "reduceOnly",
                    "closePosition",
                    "updateTime",
                    "algoId",
                    "clientAlgoId",
                    "algoStatus",
                    "orderType",
                    "quantity",
                    "triggerPrice",
                    "actualOrderId",
                    "actualQty",
                    "actualPrice",
                    "countdownTime");

    private ReplyFields() {}
}

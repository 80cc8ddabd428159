package dev.bowline.bench.path;

import dev.bowline.gateway.net.EventLoops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.CharsetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The least venue that the gateway starts on, in a process of its own: fixed replies, books and
 * trades sent on a schedule, and the time from a trade's scheduled moment to the order it caused.
 * Every order is refused for want of margin, so the next signal finds the symbol free. One spinning
 * thread. Prints {@code PORT n} first and the figures last.
 *
 * <p>A cycle is: books that lean to one side, and the trade with them that makes the strategy
 * enter; the side changes from cycle to cycle, and the price tells which trade an order came from.
 * {@code ORDERS} names the orders measured and the trades that should have made one.
 *
 * <p>Arguments: messages per second, seconds, seconds of warm-up, messages per cycle.
 */
public final class LatencyVenueMain {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int LOWEST_TENTHS = 840_000;
    private static final int PRICES = 1_000;
    private static final long TASK_BUDGET_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long IDLE_END_NS = TimeUnit.SECONDS.toNanos(2);

    private final Map<String, String> replies = new TreeMap<>();
    private final Histogram wireToWire = new Histogram(TimeUnit.SECONDS.toNanos(10), 3);
    private final Schedule schedule;
    private final long[] tradeDueNs;
    private Channel books;
    private Channel market;
    private boolean userIsThere;
    private long firstNs;
    private int orders;
    private int trades;

    private LatencyVenueMain(final Schedule schedule) {
        this.schedule = schedule;
        tradeDueNs = new long[schedule.cycles()];
        fillReplies();
    }

    /** Runs the venue until all messages are sent and two seconds have passed. */
    public static void main(final String[] args) {
        new LatencyVenueMain(
                        Schedule.of(
                                Integer.parseInt(args[0]),
                                Integer.parseInt(args[1]),
                                Integer.parseInt(args[2]),
                                Integer.parseInt(args[3])))
                .run();
    }

    private void fillReplies() {
        replies.put("/fapi/v1/ping", "{}");
        replies.put(
                "/fapi/v1/accountConfig",
                "{\"canTrade\":true,\"dualSidePosition\":false,\"multiAssetsMargin\":false}");
        replies.put("/fapi/v1/feeBurn", "{\"feeBurn\":false}");
        replies.put("/fapi/v1/marginType", "{\"code\":200,\"msg\":\"success\"}");
        replies.put("/fapi/v1/leverage", "{\"leverage\":5,\"symbol\":\"BTCUSDC\"}");
        replies.put(
                "/fapi/v1/exchangeInfo",
                """
                {"rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,
                "limit":1000000},{"rateLimitType":"ORDERS","interval":"SECOND","intervalNum":10,
                "limit":1000000},{"rateLimitType":"ORDERS","interval":"MINUTE","intervalNum":1,
                "limit":1000000}],"symbols":[{"symbol":"BTCUSDC","contractType":"PERPETUAL",
                "status":"TRADING","baseAsset":"BTC","quoteAsset":"USDC","marginAsset":"USDC",
                "pricePrecision":1,"quantityPrecision":3,"filters":[
                {"filterType":"PRICE_FILTER","tickSize":"0.1","minPrice":"0.1","maxPrice":"1000000"},
                {"filterType":"LOT_SIZE","stepSize":"0.001","minQty":"0.001","maxQty":"1000"},
                {"filterType":"MARKET_LOT_SIZE","stepSize":"0.001","minQty":"0.001","maxQty":"120"},
                {"filterType":"MIN_NOTIONAL","notional":"5"}]}]}""");
        replies.put(
                "/fapi/v1/commissionRate",
                "{\"makerCommissionRate\":\"0\",\"takerCommissionRate\":\"0.0004\"}");
        replies.put(
                "/fapi/v1/leverageBracket",
                "[{\"brackets\":[{\"initialLeverage\":75,\"notionalCap\":5000000,"
                        + "\"maintMarginRatio\":0.005}]}]");
        replies.put("/fapi/v1/klines", "[]");
        replies.put(
                "/fapi/v1/ticker/24hr", "{\"quoteVolume\":\"1000000\",\"lastPrice\":\"84000.0\"}");
        replies.put("/fapi/v1/listenKey", "{\"listenKey\":\"latency\"}");
        replies.put(
                "/fapi/v3/balance",
                "[{\"asset\":\"USDC\",\"balance\":\"400\",\"crossWalletBalance\":\"400\","
                        + "\"availableBalance\":\"400\"}]");
        for (final String list : new String[] {"v3/positionRisk", "v1/openOrders"}) {
            replies.put("/fapi/" + list, "[]");
        }
        replies.put("/fapi/v1/openAlgoOrders", "[]");
    }

    private void run() {
        final ManualIoEventLoop loop = EventLoops.onCallersThread();
        loop.setOwningThread(Thread.currentThread());
        final ChannelFuture bound =
                new ServerBootstrap()
                        .group(loop)
                        .channel(
                                EventLoops.isEpoll()
                                        ? EpollServerSocketChannel.class
                                        : NioServerSocketChannel.class)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(final Channel channel) {
                                        channel.pipeline().addLast(new Connection());
                                    }
                                })
                        .bind(InetAddress.getLoopbackAddress(), 0);
        while (!bound.isDone()) {
            loop.runNow(TASK_BUDGET_NS);
        }
        System.out.println(
                "PORT " + ((InetSocketAddress) bound.channel().localAddress()).getPort());
        long lastNs = System.nanoTime();
        while (schedule.hasMore() || System.nanoTime() - lastNs < IDLE_END_NS) {
            loop.runNow(TASK_BUDGET_NS);
            if (books != null && market != null && userIsThere && schedule.hasMore()) {
                lastNs = sendIfDue();
            }
        }
        System.out.println(LatencyTable.row("scheduled trade -> order at the venue", wireToWire));
        System.out.println("ORDERS " + orders + " OF " + schedule.measuredCycles());
    }

    private long sendIfDue() {
        final long nowNs = System.nanoTime();
        if (firstNs == 0) {
            firstNs = nowNs + TimeUnit.SECONDS.toNanos(1); // lets the client finish its start
        }
        final long dueNs = firstNs + schedule.dueNs();
        if (nowNs < dueNs) {
            return nowNs;
        }
        final long epochMs = System.currentTimeMillis();
        if (schedule.isTrade()) {
            tradeDueNs[trades++] = dueNs;
            write(market, trade(epochMs));
        } else {
            write(books, book(epochMs));
        }
        if (schedule.sent() % 1_000 == 0) {
            write(market, mark(epochMs));
        }
        schedule.next();
        return nowNs;
    }

    private String book(final long epochMs) {
        final boolean isBid = schedule.leansToBid();
        return "{\"stream\":\"btcusdc@bookTicker\",\"data\":{\"e\":\"bookTicker\",\"u\":"
                + (schedule.sent() + 1)
                + ",\"s\":\"BTCUSDC\",\"ps\":\"BTCUSDC\",\"b\":\""
                + price(trades, 0)
                + "\",\"B\":\""
                + (isBid ? "95.923" : "2.923")
                + "\",\"a\":\""
                + price(trades, 1)
                + "\",\"A\":\""
                + (isBid ? "2.824" : "95.824")
                + "\",\"T\":"
                + epochMs
                + ",\"E\":"
                + epochMs
                + ",\"st\":1}}";
    }

    private String trade(final long epochMs) {
        return "{\"stream\":\"btcusdc@aggTrade\",\"data\":{\"e\":\"aggTrade\",\"E\":"
                + epochMs
                + ",\"s\":\"BTCUSDC\",\"a\":"
                + trades
                + ",\"p\":\"84000.0\",\"q\":\"0.123\",\"nq\":\"0.123\",\"f\":"
                + trades
                + ",\"l\":"
                + trades
                + ",\"T\":"
                + epochMs
                + ",\"m\":"
                + !schedule.leansToBid()
                + ",\"st\":1}}";
    }

    private static String mark(final long epochMs) {
        return "{\"stream\":\"btcusdc@markPrice@1s\",\"data\":{\"e\":\"markPriceUpdate\",\"E\":"
                + epochMs
                + ",\"s\":\"BTCUSDC\",\"p\":\"84788.2\",\"i\":\"84788.2\",\"r\":\"0.0001\",\"T\":"
                + (epochMs + 3_600_000)
                + ",\"st\":1}}";
    }

    private static void write(final Channel to, final String text) {
        final ByteBuf out = to.alloc().directBuffer(text.length() + 4);
        out.writeByte(0x81);
        if (text.length() < 126) {
            out.writeByte(text.length());
        } else {
            out.writeByte(126).writeShort(text.length());
        }
        out.writeCharSequence(text, CharsetUtil.US_ASCII);
        final ChannelFuture unused = to.writeAndFlush(out, to.voidPromise());
    }

    /** A price that names the cycle, as long as no order is {@link #PRICES} cycles late. */
    private static String price(final int cycle, final int ticks) {
        final int tenths = LOWEST_TENTHS + cycle % PRICES * 2 + ticks;
        return tenths / 10 + "." + tenths % 10;
    }

    private void onOrder(final String request, final long arrivedNs) {
        final String price = parameter(request, "price=");
        final int point = price.indexOf('.');
        final int tenths =
                point < 0
                        ? 10 * Integer.parseInt(price)
                        : Integer.parseInt(price.substring(0, point) + price.charAt(point + 1));
        final int late = Math.floorMod(trades - 1 - (tenths - LOWEST_TENTHS) / 2, PRICES);
        // The book of the next cycle may be there before the trade is decided on.
        final int cause = late == PRICES - 1 ? trades - 1 : trades - 1 - late;
        if (cause >= schedule.warmUpCycles()) {
            wireToWire.recordValue(arrivedNs - tradeDueNs[cause]);
            orders++;
        }
    }

    private static String parameter(final String request, final String name) {
        final int from = request.indexOf(name) + name.length();
        int to = from;
        while (" &\r".indexOf(request.charAt(to)) < 0) {
            to++;
        }
        return request.substring(from, to);
    }

    /** Requests arrive whole on loopback; a stream's frames after the upgrade are ignored. */
    private final class Connection extends ChannelInboundHandlerAdapter {
        private boolean isStream;

        @Override
        public void channelRead(final ChannelHandlerContext context, final Object message) {
            final long arrivedNs = System.nanoTime();
            final ByteBuf in = (ByteBuf) message;
            final String request = isStream ? "" : in.toString(StandardCharsets.US_ASCII);
            in.release();
            if (request.isEmpty()) {
                return;
            }
            final String target = request.substring(request.indexOf(' ') + 1);
            if (request.contains("Upgrade: websocket")) {
                isStream = true;
                upgrade(context, target, request);
                return;
            }
            final String path = target.substring(0, firstOf(target));
            if (path.equals("/fapi/v1/order")) {
                onOrder(request, arrivedNs);
            }
            reply(context, path);
        }

        private void upgrade(
                final ChannelHandlerContext context, final String target, final String request) {
            final int from = request.indexOf("Sec-WebSocket-Key: ") + 19;
            final String key = request.substring(from, request.indexOf('\r', from));
            send(
                    context,
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
                            + "Upgrade\r\nSec-WebSocket-Accept: "
                            + accept(key)
                            + "\r\n\r\n");
            if (target.startsWith("/public")) {
                books = context.channel();
            } else if (target.startsWith("/market")) {
                market = context.channel();
            } else {
                userIsThere = true;
            }
        }

        private void reply(final ChannelHandlerContext context, final String path) {
            final String body =
                    switch (path) {
                        case "/fapi/v1/time" ->
                                "{\"serverTime\":" + System.currentTimeMillis() + "}";
                        case "/fapi/v1/order" ->
                                "{\"code\":-2019,\"msg\":\"Margin is insufficient.\"}";
                        default -> replies.getOrDefault(path, "{\"code\":-1,\"msg\":\"no\"}");
                    };
            final String status = body.startsWith("{\"code\":-") ? "400 Bad Request" : "200 OK";
            send(
                    context,
                    "HTTP/1.1 "
                            + status
                            + "\r\nContent-Length: "
                            + body.length()
                            + "\r\n\r\n"
                            + body);
        }

        private void send(final ChannelHandlerContext context, final String text) {
            final ByteBuf out = context.alloc().directBuffer(text.length());
            out.writeCharSequence(text, CharsetUtil.US_ASCII);
            final ChannelFuture unused = context.writeAndFlush(out, context.voidPromise());
        }
    }

    private static int firstOf(final String target) {
        int at = 0;
        while (target.charAt(at) != '?' && target.charAt(at) != ' ') {
            at++;
        }
        return at;
    }

    private static String accept(final String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-1")
                                    .digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}

package dev.bowline.gateway.sim.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;

/** Writes whose outcome is seen elsewhere: a failed one closes the channel. */
final class Outbound {
    private Outbound() {}

    static void send(final Channel channel, final Object message) {
        final ChannelFuture unused =
                channel.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    static void sendAndClose(final Channel channel, final Object message) {
        final ChannelFuture unused =
                channel.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE);
    }

    static void close(final Channel channel) {
        final ChannelFuture unused = channel.close();
    }
}

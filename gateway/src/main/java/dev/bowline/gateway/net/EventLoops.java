package dev.bowline.gateway.net;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SelectStrategy;
import io.netty.channel.SelectStrategyFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.ThreadFactory;

/** Event loops on epoll where the platform has it, else on the JDK's selector. */
public final class EventLoops {
    private static final boolean EPOLL = Epoll.isAvailable();

    /** Asks the kernel without waiting, so the thread never sleeps and nobody has to wake it. */
    private static final SelectStrategy NEVER_WAIT = (selectNow, hasTasks) -> selectNow.get();

    private EventLoops() {}

    /** True if sockets run on epoll. */
    public static boolean isEpoll() {
        return EPOLL;
    }

    /** Channel class of client sockets that fits the loops made here. */
    public static Class<? extends SocketChannel> socketChannelType() {
        return EPOLL ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /**
     * One loop on a thread of its own.
     *
     * @param busySpin the thread polls without ever sleeping; needs a core of its own
     */
    public static MultiThreadIoEventLoopGroup onOwnThread(
            final ThreadFactory threads, final boolean busySpin) {
        return new MultiThreadIoEventLoopGroup(1, threads, handlers(busySpin));
    }

    /**
     * A loop that somebody's thread runs; see {@link ManualIoEventLoop#setOwningThread}. It never
     * waits longer than its runner says.
     */
    public static ManualIoEventLoop onCallersThread() {
        return new ManualIoEventLoop(null, handlers(false));
    }

    private static IoHandlerFactory handlers(final boolean busySpin) {
        if (!busySpin) {
            return EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        }
        final SelectStrategyFactory neverWait = () -> NEVER_WAIT;
        return EPOLL
                ? EpollIoHandler.newFactory(0, neverWait)
                : NioIoHandler.newFactory(SelectorProvider.provider(), neverWait);
    }
}

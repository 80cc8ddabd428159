package dev.bowline.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A piece of wire to a port of this machine that can be cut and joined again. */
public final class Relay implements AutoCloseable {
    private final ServerSocket server;
    private final int targetPort;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean isCut;

    /** Listens on a free port. */
    public Relay(final int targetPort) {
        this.targetPort = targetPort;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Attempts to connect while the wire was cut. */
    public int refused() {
        return refused.get();
    }

    /** Closes what is open; nothing new passes. */
    public void cut() {
        isCut = true;
        sockets.forEach(Relay::closeQuietly);
        sockets.clear();
    }

    /** New connections pass again. */
    public void join() {
        isCut = false;
    }

    private static void start(final Runnable task) {
        final Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                final Socket near = server.accept();
                if (isCut) {
                    refused.incrementAndGet();
                    near.close();
                } else {
                    connect(near);
                }
            } catch (final IOException ignored) {
                // Closed, or the far side refused: the client sees it as it would see a network.
            }
        }
    }

    private void connect(final Socket near) throws IOException {
        final Socket far = new Socket(InetAddress.getLoopbackAddress(), targetPort);
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        sockets.add(near);
        sockets.add(far);
        start(() -> pump(near, far));
        start(() -> pump(far, near));
    }

    private void pump(final Socket from, final Socket to) {
        final byte[] buffer = new byte[8_192];
        try (from;
                to) {
            final InputStream in = from.getInputStream();
            final OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
                out.write(buffer, 0, length);
            }
        } catch (final IOException ignored) {
            // One side is gone, so the other one goes.
        }
        sockets.remove(from);
        sockets.remove(to);
    }

    private static void closeQuietly(final Socket socket) {
        try {
            socket.close();
        } catch (final IOException ignored) {
            // It is gone, which is what was wanted.
        }
    }

    @Override
    public void close() {
        cut();
        try {
            server.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.bowline.gateway.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * Host, port and whether TLS is on, taken from a URL. Plain {@code http} and {@code ws} are
 * accepted on loopback alone (SEC-2).
 *
 * @param host name or address
 * @param port TCP port
 * @param tls scheme is https or wss
 */
public record Origin(String host, int port, boolean tls) {

    /**
     * Reads the origin of a URL.
     *
     * @throws IllegalArgumentException if scheme or host is missing or not allowed
     */
    public static Origin of(final URI url) {
        final String scheme = url.getScheme() == null ? "" : url.getScheme();
        final boolean tls = scheme.equals("https") || scheme.equals("wss");
        if (!tls && !scheme.equals("http") && !scheme.equals("ws")) {
            throw new IllegalArgumentException(
                    "scheme '" + scheme + "', must be one of https, wss, http, ws");
        }
        if (url.getHost() == null) {
            throw new IllegalArgumentException(scheme + " URL without host");
        }
        if (!tls && !isLoopback(url.getHost())) {
            throw new IllegalArgumentException(
                    scheme + "://" + url.getHost() + " is not encrypted, allowed on loopback only");
        }
        final int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        return new Origin(url.getHost(), port, tls);
    }

    /** Value of the Host header: with the port unless it is the scheme's usual one. */
    public String hostHeader() {
        return port == (tls ? 443 : 80) ? host : host + ":" + port;
    }

    /**
     * Asks the name service; may block, so never on an event loop.
     *
     * @throws UnknownHostException if there is no such name
     */
    public InetSocketAddress resolve() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(host), port);
    }

    private static boolean isLoopback(final String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d+){3}");
    }
}

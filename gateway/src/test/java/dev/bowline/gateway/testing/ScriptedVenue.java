package dev.bowline.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A server on loopback that answers each path as it was told, byte for byte where wanted. Blocking
 * sockets, one thread per connection, so that a script may cut, stall or lie.
 */
public final class ScriptedVenue implements AutoCloseable {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final ServerSocket server;
    private final Map<String, Function<Request, Reply>> scripts = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Peer> peers = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Consumer<Peer> onPeer = peer -> {};
    private volatile boolean refusing;

    /**
     * One request.
     *
     * @param line method and path, for example {@code GET /fapi/v1/time}
     * @param query without the question mark
     */
    public record Request(String line, String query, Map<String, String> headers) {
        /** Value of a query parameter, or empty. */
        public String parameter(final String name) {
            for (final String pair : query.split("&", -1)) {
                if (pair.startsWith(name + "=")) {
                    return pair.substring(name.length() + 1);
                }
            }
            return "";
        }
    }

    /**
     * What to send.
     *
     * @param text its bytes in UTF-8
     * @param cut close the connection afterwards
     */
    public record Reply(String text, boolean cut) {
        byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        /** A JSON reply with Content-Length and further header lines. */
        public static Reply json(final int status, final String body, final String... headers) {
            final StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " X\r\n");
            for (final String header : headers) {
                text.append(header).append("\r\n");
            }
            text.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(body.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n\r\n")
                    .append(body);
            return raw(text.toString(), false);
        }

        /** Any bytes. */
        public static Reply raw(final String text, final boolean cut) {
            return new Reply(text, cut);
        }

        /** No byte, and the connection is closed. */
        public static Reply cutNow() {
            return raw("", true);
        }

        /** No byte, and the connection stays open. */
        public static Reply silence() {
            return raw("", false);
        }
    }

    /** A WebSocket client that connected. */
    public static final class Peer {
        /** Path and query it asked for. */
        public final String target;

        /** Frames it sent: opcode, then payload. */
        public final List<byte[]> frames = new CopyOnWriteArrayList<>();

        private final Socket socket;
        private volatile boolean gone;

        Peer(final String target, final Socket socket) {
            this.target = target;
            this.socket = socket;
        }

        /** One text frame. */
        public void text(final String payload) {
            raw(frame(0x81, payload.getBytes(StandardCharsets.UTF_8)));
        }

        /** Any bytes. */
        public synchronized void raw(final byte[] bytes) {
            try {
                socket.getOutputStream().write(bytes);
                socket.getOutputStream().flush();
            } catch (final IOException e) {
                gone = true;
            }
        }

        public boolean isGone() {
            return gone;
        }

        /** Closes the socket without a word. */
        public void cut() {
            closeQuietly(socket);
        }

        /** Whether it sent a frame with this opcode and payload. */
        public boolean sent(final int opcode, final String payload) {
            final byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
            for (final byte[] frame : frames) {
                if (frame[0] == opcode
                        && Arrays.equals(frame, 1, frame.length, bytes, 0, bytes.length)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Listens on a free port of loopback. */
    public ScriptedVenue() {
        try {
            server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Answers a method and path by a script. */
    public void on(final String line, final Function<Request, Reply> script) {
        scripts.put(line, script);
    }

    /** Forgets the script of a method and path. */
    public void off(final String line) {
        scripts.remove(line);
    }

    /** Answers a method and path with one JSON body. */
    public void answer(final String line, final String body) {
        on(line, request -> Reply.json(200, body));
    }

    /** Called for each WebSocket, on its own thread, before its frames are read. */
    public void onPeer(final Consumer<Peer> action) {
        onPeer = action;
    }

    /** Closes every new connection at once. */
    public void refuse(final boolean isRefusing) {
        refusing = isRefusing;
    }

    public List<Request> requests() {
        return requests;
    }

    /** Requests with this method and path. */
    public long count(final String line) {
        return requests.stream().filter(request -> request.line().equals(line)).count();
    }

    public List<Peer> peers() {
        return peers;
    }

    /** Frame of a server: header and payload, not masked. */
    public static byte[] frame(final int firstByte, final byte[] payload) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(firstByte);
        if (payload.length < 126) {
            out.write(payload.length);
        } else if (payload.length < 65_536) {
            out.write(126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        } else {
            out.write(127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) payload.length >> shift));
            }
        }
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private static void daemon(final Runnable task) {
        final Thread thread = new Thread(task, "scripted-venue");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                final Socket socket = server.accept();
                if (refusing) {
                    closeQuietly(socket);
                    continue;
                }
                sockets.add(socket);
                daemon(() -> serve(socket));
            } catch (final IOException ignored) {
                // Closed: the loop ends.
            }
        }
    }

    private void serve(final Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            boolean open = true;
            while (open) {
                final Request request = read(socket.getInputStream());
                if (request == null) {
                    return;
                }
                requests.add(request);
                if (request.headers().getOrDefault("upgrade", "").equals("websocket")
                        && !scripts.containsKey(request.line())) {
                    upgrade(socket, request);
                    return;
                }
                final Reply reply =
                        scripts.getOrDefault(
                                        request.line(),
                                        r -> Reply.json(404, "<html>no such path</html>"))
                                .apply(request);
                socket.getOutputStream().write(reply.bytes());
                socket.getOutputStream().flush();
                open = !reply.cut();
            }
        } catch (final IOException ignored) {
            // The client went away; that is its right.
        } finally {
            sockets.remove(socket);
        }
    }

    private static Request read(final InputStream in) throws IOException {
        final StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n", Math.max(0, text.length() - 4)) < 0) {
            final int next = in.read();
            if (next < 0) {
                return null;
            }
            text.append((char) next);
        }
        final String[] lines = text.toString().split("\r\n", -1);
        final String[] first = lines[0].split(" ", -1);
        final int mark = first[1].indexOf('?');
        final Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            final int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).trim());
            }
        }
        in.skipNBytes(Long.parseLong(headers.getOrDefault("content-length", "0")));
        return new Request(
                first[0] + " " + (mark < 0 ? first[1] : first[1].substring(0, mark)),
                mark < 0 ? "" : first[1].substring(mark + 1),
                headers);
    }

    private void upgrade(final Socket socket, final Request request) throws IOException {
        final String reply =
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: "
                        + accept(request.headers().get("sec-websocket-key"))
                        + "\r\n\r\n";
        socket.getOutputStream().write(reply.getBytes(StandardCharsets.US_ASCII));
        final String path = request.line().substring(request.line().indexOf(' ') + 1);
        final Peer peer =
                new Peer(request.query().isEmpty() ? path : path + "?" + request.query(), socket);
        peers.add(peer);
        onPeer.accept(peer);
        try {
            readFrames(socket.getInputStream(), peer, path.equals(ScriptedApi.PATH));
        } finally {
            peer.gone = true;
        }
    }

    private void readFrames(final InputStream in, final Peer peer, final boolean isApi)
            throws IOException {
        for (int first = in.read(); first >= 0; first = in.read()) {
            int length = in.read() & 0x7F;
            if (length == 126) {
                length = in.read() << 8 | in.read();
            }
            final byte[] mask = in.readNBytes(4);
            final byte[] frame = new byte[length + 1];
            frame[0] = (byte) (first & 0x0F);
            for (int i = 0; i < length; i++) {
                frame[i + 1] = (byte) (in.read() ^ mask[i & 3]);
            }
            peer.frames.add(frame);
            if (isApi && frame[0] == 1) {
                onApiRequest(peer, Arrays.copyOfRange(frame, 1, frame.length));
            }
        }
    }

    private void onApiRequest(final Peer peer, final byte[] payload) {
        final Request request = ScriptedApi.twin(payload);
        requests.add(request);
        final Reply unknown = Reply.json(400, "{\"code\":-1020,\"msg\":\"Unknown method.\"}");
        ScriptedApi.answer(
                peer, request, scripts.getOrDefault(request.line(), r -> unknown).apply(request));
    }

    private static String accept(final String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-1")
                                    .digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void closeQuietly(final Socket socket) {
        try {
            socket.close();
        } catch (final IOException ignored) {
            // It is gone either way.
        }
    }

    /** Cuts every connection that is open now. */
    public void cutAll() {
        sockets.forEach(ScriptedVenue::closeQuietly);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (final IOException ignored) {
            // It is gone either way.
        }
        cutAll();
    }
}

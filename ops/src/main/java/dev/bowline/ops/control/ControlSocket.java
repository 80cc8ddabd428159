package dev.bowline.ops.control;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;

/** What both ends of the control socket agree on. */
final class ControlSocket {
    /** Longest request in bytes, with its end of line. */
    static final int MAX_REQUEST_BYTES = 4_096;

    /** Longest reply in bytes. */
    static final int MAX_REPLY_BYTES = 1 << 20;

    private static final String NAME = "control.sock";

    /** {@code sun_path} of Linux has 108 bytes with the 0 at its end, unix(7). */
    private static final int MAX_PATH_BYTES = 107;

    private ControlSocket() {}

    /**
     * The socket of a run directory.
     *
     * @throws IOException if the path is too long for a socket
     */
    static Path pathOf(final Path runDirectory) throws IOException {
        final Path path = runDirectory.toAbsolutePath().normalize().resolve(NAME);
        final int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_PATH_BYTES) {
            throw new IOException(
                    path
                            + " has "
                            + length
                            + " bytes, a socket's path at most "
                            + MAX_PATH_BYTES
                            + "; choose a shorter run.dir");
        }
        return path;
    }

    static UnixDomainSocketAddress addressOf(final Path path) {
        return UnixDomainSocketAddress.of(path);
    }

    /** The user at the other end, as the kernel knows it. */
    static UserPrincipal peer(final SocketChannel channel) throws IOException {
        return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
    }

    /**
     * Whether a user may be at the other end: the one who owns the socket, or root.
     *
     * @param socket path of the socket
     */
    static boolean isTrusted(final UserPrincipal peer, final Path socket) throws IOException {
        return peer.equals(Files.getOwner(socket)) || "root".equals(peer.getName());
    }
}

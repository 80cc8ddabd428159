package dev.bowline.gateway.net;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What is said on a new socket before it is used, so that it replaces another one only when it is
 * as good. Called on the session's event loop; must not block.
 */
public interface Greeting {
    /** Nothing needs to be said: an open socket is a usable one. */
    Greeting NONE =
            new Greeting() {
                private final UnsafeBuffer nothing = new UnsafeBuffer(0, 0);

                @Override
                public UnsafeBuffer firstMessage() {
                    return nothing;
                }

                @Override
                public boolean isReady(final DirectBuffer message) {
                    return true;
                }
            };

    /** Its whole capacity is sent as one text message; empty: nothing is, the socket is usable. */
    UnsafeBuffer firstMessage();

    /**
     * A message arrived on a socket that is not used yet.
     *
     * @param message valid during the call only
     * @return true: the socket may be used; false: the answer is still to come
     * @throws RefusedException the socket is given up
     */
    boolean isReady(DirectBuffer message);

    /** The peer does not let the socket be used. */
    final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** Says why. */
        public RefusedException(final String message) {
            super(message, null, false, false);
        }
    }
}

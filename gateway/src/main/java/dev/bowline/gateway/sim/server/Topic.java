package dev.bowline.gateway.sim.server;

import dev.bowline.core.event.StreamRoute;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One market stream and the sockets that get it. Exchange thread only. */
final class Topic {
    private final String name;
    private final StreamRoute route;
    private final byte[] wrapper;
    private StreamSession[] subscribers = new StreamSession[2];
    private int count;

    Topic(final String name, final StreamRoute route) {
        this.name = name;
        this.route = route;
        this.wrapper = wrapperOf(name);
    }

    /** What stands before the payload in combined mode; one brace closes it. */
    static byte[] wrapperOf(final String name) {
        final JsonWriter json = new JsonWriter();
        json.beginObject().field("stream", name).name("data");
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    String name() {
        return name;
    }

    StreamRoute route() {
        return route;
    }

    boolean hasSubscribers() {
        return count > 0;
    }

    void add(final StreamSession session) {
        for (int i = 0; i < count; i++) {
            if (subscribers[i] == session) {
                return;
            }
        }
        if (count == subscribers.length) {
            subscribers = Arrays.copyOf(subscribers, count * 2);
        }
        subscribers[count++] = session;
    }

    void remove(final StreamSession session) {
        for (int i = 0; i < count; i++) {
            if (subscribers[i] == session) {
                // Order is kept, so that frames leave in the same order in every run.
                System.arraycopy(subscribers, i + 1, subscribers, i, count - i - 1);
                subscribers[--count] = null;
                return;
            }
        }
    }

    void publish(final JsonWriter payload) {
        for (int i = 0; i < count; i++) {
            subscribers[i].append(wrapper, payload);
        }
    }
}

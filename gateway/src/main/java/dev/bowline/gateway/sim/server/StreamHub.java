package dev.bowline.gateway.sim.server;

import dev.bowline.core.event.StreamRoute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All stream sockets: who is connected, what each subscribed to, and the frames that wait to be
 * sent. A stream asked for on the wrong route is accepted and stays silent, as at the venue since
 * 2026-04-23. Exchange thread only.
 */
final class StreamHub implements UserSink {
    private final Map<String, Topic> topics = new HashMap<>();
    private final List<StreamSession> sessions = new ArrayList<>();
    private final JsonWriter json = new JsonWriter();
    private final FaultPlan faults;
    private long frameCount;
    private volatile long framesSent;
    private volatile int connected;

    StreamHub(final FaultPlan faults) {
        this.faults = faults;
    }

    /** The topic with this name; created when first asked for. */
    Topic topic(final String name, final StreamRoute route) {
        return topics.computeIfAbsent(name, key -> new Topic(key, route));
    }

    List<StreamSession> sessions() {
        return sessions;
    }

    /** Text frames sent on stream sockets so far; readable by every thread. */
    long framesSent() {
        return framesSent;
    }

    /** Stream sockets that are open; readable by every thread. */
    int connected() {
        return connected;
    }

    void open(final StreamSession session) {
        sessions.add(session);
        connected = sessions.size();
    }

    void close(final StreamSession session) {
        for (final String name : session.subscriptions()) {
            detach(session, name);
        }
        session.subscriptions().clear();
        session.listenKeys().clear();
        session.dropPending();
        sessions.remove(session);
        connected = sessions.size();
    }

    void subscribe(final StreamSession session, final String name) {
        if (!session.subscriptions().add(name)) {
            return;
        }
        final Topic topic = topics.get(name);
        if (topic != null && topic.route() == session.route()) {
            topic.add(session);
        }
    }

    private void detach(final StreamSession session, final String name) {
        final Topic topic = topics.get(name);
        if (topic != null) {
            topic.remove(session);
        }
    }

    /** Sends one user event to every private socket that holds the key and wants the type. */
    @Override
    public void publishUser(
            final String listenKey, final String eventType, final JsonWriter payload) {
        for (int i = 0; i < sessions.size(); i++) {
            final StreamSession session = sessions.get(i);
            final Set<String> wanted = session.listenKeys().get(listenKey);
            if (wanted != null
                    && session.route() == StreamRoute.PRIVATE
                    && (wanted.isEmpty() || wanted.contains(eventType))) {
                session.append(Topic.wrapperOf(listenKey), payload);
            }
        }
    }

    /** Sends everything that waits, socket by socket in the order they were opened. */
    void flushAll() {
        for (int i = 0; i < sessions.size(); i++) {
            flush(sessions.get(i));
        }
    }

    /**
     * Sends what waits for one route and socket, public first, then market, then private, each in
     * the order of opening.
     *
     * @return whether anything was sent
     */
    boolean flushNext() {
        StreamSession next = null;
        for (int i = 0; i < sessions.size(); i++) {
            final StreamSession session = sessions.get(i);
            if (session.hasPending()
                    && (next == null || session.route().code() < next.route().code())) {
                next = session;
            }
        }
        return next != null && flush(next) > 0;
    }

    private int flush(final StreamSession session) {
        if (session.hasPending() && faults.isSilent(session.route())) {
            session.dropPending();
        }
        if (session.hasPending() && faults.takeGarbled(session.route())) {
            session.appendGarbled();
        }
        final boolean cut =
                session.hasPending()
                        && faults.has(FaultPhase.FRAME)
                        && faults.takeOrNull(FaultPhase.FRAME, FaultPlan.subjectOf(session.route()))
                                != null;
        final int frames = cut ? session.cutMidFrame() : session.flush();
        if (frames > 0) {
            frameCount += frames;
            framesSent = frameCount;
        }
        return frames;
    }

    /** Whether some client reads more slowly than it is written to. */
    boolean isCongested() {
        for (int i = 0; i < sessions.size(); i++) {
            if (!sessions.get(i).channel().isWritable()) {
                return true;
            }
        }
        return false;
    }

    /** Answers a JSON control message; the answer is sent at once. */
    void onControl(final StreamSession session, final String text, final UserStreams users) {
        if (!session.channel().isActive()) {
            return; // closed while the answer was held back
        }
        json.reset().beginObject();
        Object id = null;
        try {
            final Object read = JsonText.read(text);
            if (!(read instanceof Map<?, ?> request)) {
                throw new ControlRefusal(3, "Invalid JSON: expected an object");
            }
            id = request.get("id");
            // The documentation wants an unsigned integer; the official clients send a text.
            final boolean usable =
                    id instanceof String || (id instanceof Long number && number >= 0);
            if (!usable) {
                id = null;
                throw new ControlRefusal(
                        2, "Invalid request: request ID must be an unsigned integer");
            }
            answer(session, request, users);
            writeId(id);
        } catch (final ControlRefusal e) {
            error(e.code, e.getMessage(), id);
        } catch (final IllegalArgumentException e) {
            error(3, "Invalid JSON: " + e.getMessage(), id);
        }
        json.endObject();
        session.appendControl(json);
        flush(session);
    }

    private void error(final int code, final String message, final Object id) {
        json.reset().beginObject().name("error").beginObject();
        json.field("code", code).field("msg", message).endObject();
        writeId(id);
    }

    private void writeId(final Object id) {
        json.name("id");
        if (id instanceof Long number) {
            json.number(number);
        } else if (id instanceof String text) {
            json.text(text);
        } else {
            json.nullValue();
        }
    }

    private void answer(
            final StreamSession session, final Map<?, ?> request, final UserStreams users)
            throws ControlRefusal {
        final Object method = request.get("method");
        switch (String.valueOf(method)) {
            case "SUBSCRIBE" -> {
                for (final String name : names(request)) {
                    if (session.route() == StreamRoute.PRIVATE && users.isKnown(name)) {
                        session.listenKeys().put(name, new LinkedHashSet<>());
                    }
                    subscribe(session, name);
                }
                json.name("result").nullValue();
            }
            case "UNSUBSCRIBE" -> {
                for (final String name : names(request)) {
                    session.subscriptions().remove(name);
                    session.listenKeys().remove(name);
                    detach(session, name);
                }
                json.name("result").nullValue();
            }
            case "LIST_SUBSCRIPTIONS" -> {
                json.name("result").beginArray();
                for (final String name : session.subscriptions()) {
                    json.text(name);
                }
                json.endArray();
            }
            case "SET_PROPERTY" -> setProperty(session, request);
            case "GET_PROPERTY" -> {
                if (!names(request).equals(List.of("combined"))) {
                    throw new ControlRefusal(0, "Unknown property");
                }
                json.field("result", session.isCombined());
            }
            default ->
                    throw new ControlRefusal(
                            2, "Invalid request: unknown method " + String.valueOf(method));
        }
    }

    private void setProperty(final StreamSession session, final Map<?, ?> request)
            throws ControlRefusal {
        if (!(request.get("params") instanceof List<?> params)
                || params.isEmpty()
                || !"combined".equals(params.get(0))) {
            throw new ControlRefusal(0, "Unknown property");
        }
        if (params.size() != 2 || !(params.get(1) instanceof Boolean combined)) {
            throw new ControlRefusal(1, "Invalid value type: expected Boolean");
        }
        session.setCombined(combined);
        json.name("result").nullValue();
    }

    private static List<String> names(final Map<?, ?> request) throws ControlRefusal {
        if (!(request.get("params") instanceof List<?> params)) {
            throw new ControlRefusal(2, "Invalid request: params must be a list");
        }
        final List<String> names = new ArrayList<>();
        for (final Object param : params) {
            if (!(param instanceof String name)) {
                throw new ControlRefusal(2, "Invalid request: params must be a list of strings");
            }
            names.add(name);
        }
        return names;
    }

    /** Opens a socket's first streams: {@code a/b/c} of the address. */
    void subscribePath(final StreamSession session, final String names) {
        Arrays.stream(names.split("/"))
                .filter(name -> !name.isEmpty())
                .forEach(name -> subscribe(session, name));
    }

    /** A control message that is answered with an error. */
    private static final class ControlRefusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final int code;

        ControlRefusal(final int code, final String message) {
            super(message, null, false, false);
            this.code = code;
        }
    }
}

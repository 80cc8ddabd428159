package dev.bowline.gateway.sim.server;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a rule is held against: words of one request, event or frame. Exchange thread only. */
final class FaultSubject {
    static final FaultSubject NOTHING = new FaultSubject();

    /** What the plan itself looks at: only some subjects are about one position. */
    static final String PHASE = "phase";

    private final Map<String, String> words = new LinkedHashMap<>();

    /** A request; requests of the WebSocket API have the method and path of their REST twin. */
    static FaultSubject of(final RestRequest request) {
        final String conditional = request.textOrNull("clientAlgoId");
        final String placed = request.textOrNull("newClientOrderId");
        final String client = placed != null ? placed : request.textOrNull("origClientOrderId");
        final boolean reduces =
                "true".equals(request.textOrNull("reduceOnly"))
                        || "true".equals(request.textOrNull("closePosition"));
        return new FaultSubject()
                .with("method", request.method())
                .with("path", request.path())
                .with("client", conditional != null ? conditional : client)
                .with("symbol", request.textOrNull("symbol"))
                .with("side", request.textOrNull("side"))
                .with("type", request.textOrNull("type"))
                .with("reduce-only", String.valueOf(reduces));
    }

    /** One more word; {@code null} adds none. */
    FaultSubject with(final String name, final String valueOrNull) {
        if (valueOrNull != null) {
            words.put(name, valueOrNull);
        }
        return this;
    }

    /** The word with this name, empty if there is none. */
    String word(final String name) {
        return words.getOrDefault(name, "");
    }

    /** Whether every word asked for is there; a star at an end stands for any text. */
    boolean fits(final Map<String, String> wanted) {
        for (final Map.Entry<String, String> each : wanted.entrySet()) {
            if (!PHASE.equals(each.getKey()) && !fits(each.getValue(), word(each.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(final String wanted, final String word) {
        final boolean open = wanted.startsWith("*");
        final boolean openEnd = wanted.length() > 1 && wanted.endsWith("*");
        final String core =
                wanted.substring(open ? 1 : 0, openEnd ? wanted.length() - 1 : wanted.length());
        if (open) {
            return openEnd ? word.contains(core) : word.endsWith(core);
        }
        return openEnd ? word.startsWith(core) : word.equals(core);
    }
}

package dev.bowline.gateway.sim.server;

import dev.bowline.core.num.DecimalParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a rule from {@code name=value} pairs, and says everything that is wrong with it. */
final class FaultText {
    private static final Pattern DURATION = Pattern.compile("(-?)([0-9]{1,9})(ms|s|m|h|d|)");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
    private static final Pattern RATE = Pattern.compile("0(\\.[0-9]{1,6})?|1(\\.0{1,6})?");
    private static final Pattern QTY = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,8})?");
    private static final String SOME_TEXT = "[^\\s,*]+\\*?";
    private static final String EVENTS =
            "ORDER_TRADE_UPDATE|TRADE_LITE|ACCOUNT_UPDATE|ALGO_UPDATE|ACCOUNT_CONFIG_UPDATE"
                    + "|MARGIN_CALL";

    /** Names every kind knows. */
    private static final Set<String> COMMON = Set.of("kind", "at", FaultSubject.PHASE);

    private static final Set<String> REQUEST =
            Set.of("method", "path", "client", "symbol", "side", "type", "reduce-only");
    private static final Set<String> EVENT = Set.of("event", "status", "client", "symbol");

    /** Words of a request, event or frame, and what they may be. */
    private static final Map<String, Pattern> WORDS =
            Map.ofEntries(
                    Map.entry("method", Pattern.compile("GET|POST|PUT|DELETE")),
                    Map.entry("path", Pattern.compile("[/*]" + SOME_TEXT)),
                    Map.entry("client", Pattern.compile("\\*?" + SOME_TEXT)),
                    Map.entry("symbol", Pattern.compile("[A-Z0-9_]{1,24}")),
                    Map.entry("side", Pattern.compile("BUY|SELL")),
                    Map.entry("type", Pattern.compile("\\*?[A-Z_]{1,24}\\*?")),
                    Map.entry("reduce-only", Pattern.compile("true|false")),
                    Map.entry("event", Pattern.compile(EVENTS)),
                    Map.entry("status", Pattern.compile("[A-Z_]{1,24}")),
                    Map.entry("route", Pattern.compile("public|market|private|order-api")),
                    Map.entry(FaultSubject.PHASE, Pattern.compile(phases())));

    private final Map<String, String> pairs = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private FaultKind kind;

    FaultText(final String line) {
        for (final String pair : line.trim().split("\\s*,\\s*|\\s+", -1)) {
            final int equals = pair.indexOf('=');
            if (equals <= 0 || equals == pair.length() - 1) {
                problems.add("\"" + pair + "\", must be name=value");
            } else if (pairs.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
                problems.add(pair + ", is given twice");
            }
        }
    }

    /**
     * The rule.
     *
     * @throws IllegalArgumentException naming everything that is wrong
     */
    FaultRule rule() {
        readKind();
        if (kind != null) {
            pairs.keySet().forEach(this::checkName);
        }
        final Map<String, String> where = words();
        final long atMs = durationMs("at", false);
        final long forMs = durationMs("for", false);
        final long delayMs =
                pairs.containsKey("offset")
                        ? durationMs("offset", true)
                        : durationMs("delay", false);
        final int ratePpm = ratePpm();
        final int times = times(ratePpm);
        final int skip = pairs.containsKey("skip") ? count("skip", 0) : 0;
        final long qtyE8 = qtyE8();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new FaultRule(kind, atMs, forMs, times, skip, ratePpm, where, delayMs, qtyE8);
    }

    private void readKind() {
        final String word = pairs.get("kind");
        kind = word == null ? null : FaultKind.byWordOrNull(word);
        if (kind == null) {
            final String known =
                    Arrays.stream(FaultKind.values())
                            .map(FaultKind::word)
                            .collect(Collectors.joining(", "));
            problems.add(
                    word == null
                            ? "kind is missing, must be one of " + known
                            : "kind=" + word + ", must be one of " + known);
            return;
        }
        if (kind == FaultKind.MANUAL_OPEN) {
            for (final String needed : List.of("symbol", "side", "qty")) {
                require(pairs.containsKey(needed), kind.word() + " needs " + needed + "=…");
            }
        }
        require(
                kind != FaultKind.CLOCK_SKEW || pairs.containsKey("offset"),
                "clock-skew needs offset=…");
    }

    private void require(final boolean holds, final String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }

    private void checkName(final String name) {
        final boolean known =
                COMMON.contains(name)
                        || kind.takes(name)
                        || switch (kind.phase()) {
                            case REQUEST -> REQUEST.contains(name) || isRepeat(name);
                            case EVENT -> EVENT.contains(name) || isRepeat(name);
                            case FRAME, TRADE -> isRepeat(name);
                            case CONDITION -> "for".equals(name);
                            case ACTION -> "times".equals(name);
                        };
        require(known, name + " is nothing that kind=" + kind.word() + " has");
    }

    private static boolean isRepeat(final String name) {
        return Set.of("times", "skip", "rate", "for").contains(name);
    }

    private Map<String, String> words() {
        final Map<String, String> where = new LinkedHashMap<>();
        for (final Map.Entry<String, String> each : pairs.entrySet()) {
            final Pattern allowed = WORDS.get(each.getKey());
            if (allowed != null) {
                require(
                        allowed.matcher(each.getValue()).matches(),
                        each.getKey() + "=" + each.getValue() + ", must match " + allowed);
                where.put(each.getKey(), each.getValue());
            }
        }
        return where;
    }

    private long durationMs(final String name, final boolean signed) {
        final String value = pairs.getOrDefault(name, "0");
        final Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches() || (!signed && !matcher.group(1).isEmpty())) {
            problems.add(name + "=" + value + ", must be a duration such as 250ms, 10s, 5m, 1h");
            return 0;
        }
        final long unitMs =
                switch (matcher.group(3)) {
                    case "s" -> 1_000L;
                    case "m" -> 60_000L;
                    case "h" -> 3_600_000L;
                    case "d" -> 86_400_000L;
                    default -> 1L;
                };
        final long ms = Long.parseLong(matcher.group(2)) * unitMs;
        return matcher.group(1).isEmpty() ? ms : -ms;
    }

    private int ratePpm() {
        final String value = pairs.getOrDefault("rate", "1");
        if (!RATE.matcher(value).matches()) {
            problems.add("rate=" + value + ", must be from 0 to 1 with at most 6 digits");
            return 0;
        }
        return (int) (DecimalParser.parse(value) / 100);
    }

    private static String phases() {
        return Arrays.stream(PositionPhase.values())
                .map(PositionPhase::word)
                .collect(Collectors.joining("|"));
    }

    /** Once, unless it is by chance. */
    private int times(final int ratePpm) {
        final String value = pairs.get("times");
        if (value == null) {
            return ratePpm < FaultRule.CERTAIN_PPM ? FaultRule.ALWAYS : 1;
        }
        return "always".equals(value) ? FaultRule.ALWAYS : count("times", 1);
    }

    private int count(final String name, final int least) {
        final String value = pairs.get(name);
        if (COUNT.matcher(value).matches() && Integer.parseInt(value) >= least) {
            return Integer.parseInt(value);
        }
        problems.add(
                name
                        + "="
                        + value
                        + ", must be a whole number from "
                        + least
                        + ("times".equals(name) ? ", or always" : ""));
        return least;
    }

    private long qtyE8() {
        final String value = pairs.get("qty");
        if (value == null) {
            return 0;
        }
        if (!QTY.matcher(value).matches() || DecimalParser.parse(value) == 0) {
            problems.add("qty=" + value + ", must be a quantity above 0");
            return 0;
        }
        return DecimalParser.parse(value);
    }
}

package dev.bowline.gateway.sim.server;

import dev.bowline.core.event.StreamRoute;
import dev.bowline.gateway.sim.SeededRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Faults on demand (SIM-3): rules wait until something fits them, and are used up by it. Any thread
 * may arm and count; the exchange's thread takes. The chance rules draw from the seed alone, so the
 * same requests and events meet the same faults.
 */
public final class FaultPlan {
    private static final long NOT_BEGUN = -1;

    private final ConcurrentLinkedQueue<StreamRoute> garbled = new ConcurrentLinkedQueue<>();
    private final List<Armed> armed = new ArrayList<>();
    private final Map<FaultKind, Long> counts = new EnumMap<>(FaultKind.class);
    // Read without the lock: market data must not pay for faults nobody asked for.
    private volatile Set<FaultPhase> live = EnumSet.noneOf(FaultPhase.class);
    // The venue's official clients miss an answer that overtakes their own write callback, which
    // happens on loopback and not over the internet.
    private volatile long controlLatencyMs = 10;
    private volatile long answerLatencyMs;
    private volatile Set<StreamRoute> silent = EnumSet.noneOf(StreamRoute.class);
    private final List<Fired> fired = new ArrayList<>();
    private Set<PositionPhase> phases = EnumSet.noneOf(PositionPhase.class);
    private volatile boolean isPhased;
    private SimClock clock;
    private long beginNs = NOT_BEGUN;
    private long seed = 1;

    /**
     * A fault that took hold.
     *
     * @param timeMs venue time
     */
    public record Fired(FaultRule rule, long timeMs) {}

    /** A rule that waits. */
    private static final class Armed {
        final FaultRule rule;
        final PositionPhase phase;
        final SeededRandom random;
        long fromNs;
        int left;
        int skip;
        boolean counted;
        boolean begun;

        Armed(final FaultRule rule, final long seed, final long fromNs) {
            this.rule = rule;
            this.phase = rule.phaseOrNull();
            this.random = new SeededRandom(seed);
            this.fromNs = fromNs;
            this.left = rule.times();
            this.skip = rule.skip();
        }

        boolean isDue(final long nowNs) {
            return nowNs >= dueNs();
        }

        long dueNs() {
            return fromNs + TimeUnit.MILLISECONDS.toNanos(rule.atMs());
        }

        /** Requests and events are about one position; the rest waits for any of them. */
        boolean isInPhase(final FaultSubject subject, final Set<PositionPhase> phases) {
            if (phase == null) {
                return true;
            }
            return switch (rule.kind().phase()) {
                case REQUEST, EVENT -> phase.word().equals(subject.word(FaultSubject.PHASE));
                case CONDITION -> begun;
                case FRAME, TRADE, ACTION -> phases.contains(phase);
            };
        }

        /** Where the kind itself does not last, {@code for} ends the rule. */
        boolean isOver(final long nowNs) {
            return rule.forMs() != 0
                    && !rule.kind().takes("for")
                    && nowNs >= dueNs() + TimeUnit.MILLISECONDS.toNanos(rule.forMs());
        }
    }

    /** Seed of the rules by chance; for rules armed from now on. */
    public synchronized void seed(final long newSeed) {
        seed = newSeed;
    }

    /** Adds a rule; its {@code at} counts from now, or from when the exchange's time begins. */
    public synchronized void arm(final FaultRule rule) {
        armed.add(new Armed(rule, seed * 31 + armed.size(), beginNs == NOT_BEGUN ? 0 : nowNs()));
        isPhased |= rule.phaseOrNull() != null;
        refresh();
    }

    /**
     * Adds a rule in its text form.
     *
     * @throws IllegalArgumentException naming everything that is wrong with the line
     */
    public void arm(final String line) {
        arm(FaultRule.parse(line));
    }

    /** The next request with this method and path meets the fault. */
    public void arm(final String method, final String path, final FaultKind kind) {
        arm("kind=" + kind.word() + ", method=" + method + ", path=" + path);
    }

    /** Takes back all rules of a kind. */
    public synchronized void disarm(final FaultKind kind) {
        armed.removeIf(each -> each.rule.kind() == kind);
        refresh();
    }

    /** How often each kind was injected; kinds that never were are not in it. */
    public synchronized Map<FaultKind, Long> counts() {
        return new EnumMap<>(counts);
    }

    /** How often a kind was injected. */
    public synchronized long count(final FaultKind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** What took hold so far, in that order. */
    public synchronized List<Fired> fired() {
        return List.copyOf(fired);
    }

    /** How long answers to control messages of streams take, wall time; not in lockstep. */
    public void setControlLatencyMs(final long latencyMs) {
        controlLatencyMs = latencyMs;
    }

    /** How long REST answers are held back after execution, wall time. */
    public void setAnswerLatencyMs(final long latencyMs) {
        answerLatencyMs = latencyMs;
    }

    long controlLatencyMs() {
        return controlLatencyMs;
    }

    long answerLatencyMs() {
        return answerLatencyMs;
    }

    /** Drops all frames of a route, while its sockets stay open, or delivers them again. */
    public synchronized void silence(final StreamRoute route, final boolean on) {
        final Set<StreamRoute> next = EnumSet.noneOf(StreamRoute.class);
        next.addAll(silent);
        if (on) {
            next.add(route);
        } else {
            next.remove(route);
        }
        silent = next;
    }

    /** The next time something is sent on the route, half a frame goes with it. */
    public void garble(final StreamRoute route) {
        garbled.add(route);
    }

    boolean takeGarbled(final StreamRoute route) {
        return garbled.remove(route);
    }

    boolean isSilent(final StreamRoute route) {
        return silent.contains(route)
                || conditionOrNull(FaultKind.STREAM_SILENT, subjectOf(route)) != null;
    }

    static FaultSubject subjectOf(final StreamRoute route) {
        return new FaultSubject().with("route", wordOf(route));
    }

    /** Its name in scripts; order-api is the WebSocket API. */
    static String wordOf(final StreamRoute route) {
        return route.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whose time the rules go by; before the exchange starts. */
    synchronized void attach(final SimClock venueClock) {
        clock = venueClock;
    }

    /** Time begins to pass; counts once. */
    synchronized void begin() {
        if (beginNs == NOT_BEGUN) {
            beginNs = nowNs();
            armed.forEach(each -> each.fromNs = beginNs);
        }
    }

    private long nowNs() {
        return clock == null ? 0 : clock.nanoTime();
    }

    /** Before time begins, only rules without {@code at} are due. */
    private boolean isDue(final Armed each) {
        return beginNs == NOT_BEGUN
                ? each.rule.atMs() == 0
                : each.isDue(nowNs()) && !each.isOver(nowNs());
    }

    /** Whether some rule waits, or waited, for a phase. */
    boolean isPhased() {
        return isPhased;
    }

    /** Which phases there are now; conditions that waited for one of them begin. */
    synchronized void observe(final Set<PositionPhase> now) {
        phases = now;
        for (final Armed each : armed) {
            if (each.rule.kind().phase() == FaultPhase.CONDITION
                    && each.phase != null
                    && !each.begun
                    && beginNs != NOT_BEGUN
                    && each.isDue(nowNs())
                    && now.contains(each.phase)) {
                each.begun = true;
                each.fromNs = nowNs() - TimeUnit.MILLISECONDS.toNanos(each.rule.atMs());
                each.counted = true;
                count(each);
            }
        }
    }

    private void count(final Armed each) {
        counts.merge(each.rule.kind(), 1L, Long::sum);
        fired.add(new Fired(each.rule, TimeUnit.NANOSECONDS.toMillis(nowNs())));
    }

    private void refresh() {
        final Set<FaultPhase> next = EnumSet.noneOf(FaultPhase.class);
        armed.forEach(each -> next.add(each.rule.kind().phase()));
        live = next;
    }

    /** Whether a rule waits there. */
    boolean has(final FaultPhase phase) {
        return live.contains(phase);
    }

    /** The fault for this subject, or {@code null}; it is counted and used up. */
    FaultRule takeOrNull(final FaultPhase phase, final FaultSubject subject) {
        return has(phase) ? takeWaiting(phase, subject) : null;
    }

    private synchronized FaultRule takeWaiting(final FaultPhase phase, final FaultSubject subject) {
        for (final Armed each : armed) {
            if (each.rule.kind().phase() != phase
                    || !isDue(each)
                    || !each.isInPhase(subject, phases)
                    || !each.rule.fits(subject)) {
                continue;
            }
            if (each.skip > 0) {
                each.skip--;
            } else if (each.random.below(FaultRule.CERTAIN_PPM) < each.rule.ratePpm()) {
                use(each);
                return each.rule;
            }
        }
        return null;
    }

    private void use(final Armed each) {
        count(each);
        if (each.left != FaultRule.ALWAYS && --each.left == 0) {
            armed.remove(each);
            refresh();
        }
    }

    /** The condition that holds now for this subject, or {@code null}; counted once. */
    FaultRule conditionOrNull(final FaultKind kind, final FaultSubject subject) {
        return has(FaultPhase.CONDITION) ? holding(kind, subject) : null;
    }

    private synchronized FaultRule holding(final FaultKind kind, final FaultSubject subject) {
        final boolean begun = beginNs != NOT_BEGUN;
        armed.removeIf(each -> begun && (each.phase == null || each.begun) && each.isOver(nowNs()));
        refresh();
        for (final Armed each : armed) {
            if (each.rule.kind() == kind
                    && isDue(each)
                    && each.isInPhase(subject, phases)
                    && each.rule.fits(subject)) {
                if (!each.counted) {
                    each.counted = true;
                    count(each);
                }
                return each.rule;
            }
        }
        return null;
    }

    /**
     * Lets every action try that is due; one that succeeds is counted and used up. Exchange thread;
     * an action may cause faults of other phases.
     */
    void runActions(final Predicate<FaultRule> tryAction) {
        if (!has(FaultPhase.ACTION)) {
            return;
        }
        for (final Armed each : dueActions()) {
            if (tryAction.test(each.rule)) {
                finish(each);
            }
        }
    }

    private synchronized List<Armed> dueActions() {
        final List<Armed> due = new ArrayList<>();
        for (final Armed each : armed) {
            if (each.rule.kind().phase() == FaultPhase.ACTION
                    && isDue(each)
                    && each.isInPhase(FaultSubject.NOTHING, phases)) {
                due.add(each);
            }
        }
        return due;
    }

    private synchronized void finish(final Armed each) {
        use(each);
    }

    /** When the next action becomes due, epoch ns; {@code Long.MAX_VALUE} if none will. */
    synchronized long nextActionNs() {
        long nextNs = Long.MAX_VALUE;
        for (final Armed each : armed) {
            if (beginNs != NOT_BEGUN
                    && each.rule.kind().phase() == FaultPhase.ACTION
                    && !each.isDue(nowNs())) {
                nextNs = Math.min(nextNs, each.dueNs());
            }
        }
        return nextNs;
    }

    /** Offset of the venue's clock as clients see it, ms. */
    long clockOffsetMs() {
        final FaultRule rule = conditionOrNull(FaultKind.CLOCK_SKEW, FaultSubject.NOTHING);
        return rule == null ? 0 : rule.delayMs();
    }

    /** How old the conditional orders are that queries show, venue ms. */
    long algoLagMs() {
        final FaultRule rule = conditionOrNull(FaultKind.ALGO_LAG, FaultSubject.NOTHING);
        return rule == null ? 0 : rule.delayMsOr(2_000);
    }
}

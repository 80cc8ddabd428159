package dev.bowline.gateway.sim.link;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The socket of the user stream in virtual time. Frames come in order unless the plan says
 * otherwise, those of one millisecond always; what the exchange says while it is down is lost, and
 * so is what was on the way when it went down.
 */
public final class UserWire {
    private final VirtualTime time;
    private final FramePlan plan;
    private Life life;
    private Consumer<byte[]> receiver;
    private Runnable onTorn;
    private String key;
    private long socket;
    private long lastArrivalNs;
    private long lastSentMs;
    private long lastOfMomentNs;

    /** Decides how frames travel. */
    @FunctionalInterface
    public interface FramePlan {
        /**
         * The journey of one frame.
         *
         * @param frame JSON text
         */
        Journey onFrame(byte[] frame);
    }

    /**
     * How one frame travels.
     *
     * @param delayNs time on the way
     * @param isOvertaken later frames need not wait for it
     * @param copies how often it arrives; 0: it is lost for good
     * @param isTorn half of it arrives, and with that the socket ends
     */
    public record Journey(long delayNs, boolean isOvertaken, int copies, boolean isTorn) {
        /** It arrives whole, if at all. */
        public Journey(final long delayNs, final boolean isOvertaken, final int copies) {
            this(delayNs, isOvertaken, copies, false);
        }
    }

    /** A socket that is down. */
    public UserWire(final VirtualTime time, final FramePlan plan) {
        this.time = time;
        this.plan = plan;
    }

    /**
     * Opens it for a process.
     *
     * @param newOnTorn called when it ends in the middle of a frame; closes it
     */
    public void open(
            final Life newLife,
            final String listenKey,
            final Consumer<byte[]> newReceiver,
            final Runnable newOnTorn) {
        life = newLife;
        key = listenKey;
        receiver = newReceiver;
        onTorn = newOnTorn;
        socket++;
        lastArrivalNs = time.nowNs();
    }

    /** Closes it, whoever does so. */
    public void close() {
        key = null;
        socket++;
    }

    public boolean isOpen() {
        return key != null && !life.isOver();
    }

    /** Whether a frame is still on its way. */
    public boolean isUnderWay() {
        return isOpen() && lastArrivalNs > time.nowNs();
    }

    /** The exchange sends a frame. */
    public void onUserFrame(final String listenKey, final byte[] frame) {
        if (!isOpen() || !key.equals(listenKey)) {
            return;
        }
        final Journey journey = plan.onFrame(frame);
        if (journey.copies() == 0) {
            return;
        }
        final long alone = time.nowNs() + journey.delayNs();
        final long inOrder = Math.max(alone, lastArrivalNs);
        if (!journey.isOvertaken()) {
            lastArrivalNs = inOrder;
        }
        // Frames of one millisecond stay in order: their stamps could not tell which is newer.
        final long nowMs = TimeUnit.NANOSECONDS.toMillis(time.nowNs());
        final boolean isSameMoment = nowMs == lastSentMs;
        final long wantedNs = journey.isOvertaken() ? alone : inOrder;
        final long arrivalNs = isSameMoment ? Math.max(wantedNs, lastOfMomentNs) : wantedNs;
        lastSentMs = nowMs;
        lastOfMomentNs = arrivalNs;
        final long at = socket;
        for (int i = 0; i < journey.copies(); i++) {
            time.at(
                    life,
                    arrivalNs,
                    () -> {
                        if (at == socket) {
                            arrive(frame, journey.isTorn());
                        }
                    });
        }
    }

    private void arrive(final byte[] frame, final boolean isTorn) {
        if (isTorn) {
            onTorn.run();
        } else {
            receiver.accept(frame);
        }
    }
}

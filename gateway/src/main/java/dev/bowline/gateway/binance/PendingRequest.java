package dev.bowline.gateway.binance;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.RequestOutcome;
import dev.bowline.gateway.binance.rest.OrderRequestEncoder;
import dev.bowline.gateway.net.HttpExchange;
import io.netty.handler.codec.http.HttpHeaders;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One order request on its way, with its bytes and the place for its outcome. Pooled: from the exit
 * to the loop and, when its outcome is in the ring, back.
 */
final class PendingRequest implements HttpExchange {
    /** Ids stay below 2^53 for as many sends as there will ever be, so that JSON can hold them. */
    private static final int API_ID_SHIFT = 12;

    final OrderCommand command = new OrderCommand();
    final UnsafeBuffer buffer = new UnsafeBuffer(new byte[OrderRequestEncoder.MAX_REQUEST_LENGTH]);
    final RequestOutcome outcome = new RequestOutcome();
    final ExecutionReport report = new ExecutionReport();

    /** Its place among the requests that may be under way at once. */
    final int slot;

    int length;
    int attempts;

    /** Written for the WebSocket API, under {@link #apiId}, and sent on that connection. */
    boolean isOnApi;

    long apiId;
    long apiConnection;
    long apiSentNs;

    /** Refused there for the way it came: it leaves over REST from now on. */
    boolean isApiBarred;

    boolean clockRetried;
    boolean hasReport;
    long readableNs;
    long decidedNs;
    long firstSentNs;
    long takenNs;
    private final RequestFlow flow;
    private long apiSends;

    PendingRequest(final RequestFlow flow, final int slot) {
        this.flow = flow;
        this.slot = slot;
    }

    /** A new id for each time it is written, from which the place can be told. */
    long nextApiId() {
        apiId = ++apiSends << API_ID_SHIFT | slot;
        return apiId;
    }

    /** The place in an id. */
    static int slotOf(final long apiId) {
        return (int) apiId & (1 << API_ID_SHIFT) - 1;
    }

    /** Takes over a command. */
    void begin(final OrderCommand from) {
        SlotCopy.command(from, command);
        outcome.clear();
        length = 0;
        attempts = 0;
        clockRetried = false;
        isOnApi = false;
        isApiBarred = false;
        hasReport = false;
        firstSentNs = 0;
        takenNs = 0;
    }

    /** Whether it can only reduce risk, or only look. */
    boolean isEntry() {
        return isEntry(command);
    }

    static boolean isEntry(final OrderCommand command) {
        final boolean places =
                command.kind == CommandKind.PLACE_ORDER || command.kind == CommandKind.PLACE_ALGO;
        return places && !command.reduceOnly && !command.closePosition;
    }

    /** An outcome that did not come from the venue. */
    void setOutcome(final OutcomeKind kind, final int httpStatus) {
        outcome.clear();
        outcome.kind = kind;
        outcome.commandKind = command.kind;
        outcome.runId = command.runId;
        outcome.orderKey = command.orderKey;
        outcome.httpStatus = httpStatus;
        hasReport = false;
    }

    @Override
    public byte[] requestBytes() {
        return buffer.byteArray();
    }

    @Override
    public int requestLength() {
        return length;
    }

    @Override
    public void onWritten() {
        flow.onWritten(this);
    }

    @Override
    public void onReply(
            final int status,
            final HttpHeaders headers,
            final DirectBuffer body,
            final int offset,
            final int bodyLength) {
        flow.onReply(this, status, headers, body, offset, bodyLength);
    }

    @Override
    public void onNoReply(final boolean written, final String detail) {
        flow.onNoReply(this, written, detail);
    }
}

package dev.bowline.core.event;

import dev.bowline.core.instrument.InstrumentSpec;

/**
 * One ring slot: the question (event) and the answer (intents, commands, decisions) in one place. A
 * producer calls {@link #clear}, fills the header and the sub-record of its type, and publishes;
 * the decision handler adds the answer; the journal and the exit only read.
 */
public final class EngineEvent {
    /** Position in the input order of the run, from 0; given by the runner. */
    public long sequence;

    /** What the slot holds. */
    public EventType type = EventType.EMPTY;

    /** Instrument, or -1. */
    public int instrumentId = -1;

    /** The venue's stamp in epoch milliseconds; 0 if it gave none. */
    public long eventTimeMs;

    /** Our stamp in epoch nanoseconds; the only time the engine knows. */
    public long ingestTimeNs;

    /**
     * When the bytes became readable, for latency only ({@code System.nanoTime}); not journaled.
     */
    public long readableNs;

    /** When the decision was ready, for latency only; not journaled. */
    public long decidedNs;

    /** A handler threw on this slot: later handlers refuse it. */
    public boolean failed;

    /** Hash over the engine's state after this event; 0 if it was not taken. */
    public long stateHash;

    /** Payload of INSTRUMENT. */
    public InstrumentSpec instrument;

    /** Payload of STATE_RESTORED: bytes made by the engine's state writer. */
    public byte[] state;

    private final TopOfBook topOfBook = new TopOfBook();
    private final AggTrade trade = new AggTrade();
    private final MarkPrice mark = new MarkPrice();
    private final Bar bar = new Bar();
    private final ExecutionReport execution = new ExecutionReport();
    private final AccountUpdate account = new AccountUpdate();
    private final RequestOutcome outcome = new RequestOutcome();
    private final VenueSnapshot snapshot = new VenueSnapshot();
    private final OperatorCommand operator = new OperatorCommand();
    private final StreamStatus stream = new StreamStatus();
    private final DayTicker ticker = new DayTicker();
    private final RateLimit rateLimit = new RateLimit();
    private final IntentBatch intents = new IntentBatch();
    private final CommandBatch commands = new CommandBatch();
    private final DecisionBatch decisions = new DecisionBatch();

    public TopOfBook topOfBook() {
        return topOfBook;
    }

    public AggTrade trade() {
        return trade;
    }

    public MarkPrice mark() {
        return mark;
    }

    public Bar bar() {
        return bar;
    }

    public ExecutionReport execution() {
        return execution;
    }

    public AccountUpdate account() {
        return account;
    }

    public RequestOutcome outcome() {
        return outcome;
    }

    public VenueSnapshot snapshot() {
        return snapshot;
    }

    public OperatorCommand operator() {
        return operator;
    }

    public StreamStatus stream() {
        return stream;
    }

    public DayTicker ticker() {
        return ticker;
    }

    public RateLimit rateLimit() {
        return rateLimit;
    }

    public IntentBatch intents() {
        return intents;
    }

    public CommandBatch commands() {
        return commands;
    }

    public DecisionBatch decisions() {
        return decisions;
    }

    /**
     * Makes the slot ready for a producer: header and answer empty, and the sub-record of {@code
     * next} cleared. Other sub-records keep stale values, which nobody may read.
     */
    public void clear(final EventType next) {
        type = next;
        instrumentId = -1;
        eventTimeMs = 0;
        ingestTimeNs = 0;
        readableNs = 0;
        decidedNs = 0;
        instrument = null;
        state = null;
        clearAnswer();
        switch (next) {
            case TOP_OF_BOOK -> topOfBook.clear();
            case AGG_TRADE -> trade.clear();
            case MARK_PRICE -> mark.clear();
            case BAR -> bar.clear();
            case EXECUTION_REPORT -> execution.clear();
            case ACCOUNT_UPDATE -> account.clear();
            case REQUEST_OUTCOME -> outcome.clear();
            case VENUE_SNAPSHOT -> snapshot.clear();
            case OPERATOR_COMMAND -> operator.clear();
            case STREAM_STATUS -> stream.clear();
            case DAY_TICKER -> ticker.clear();
            case RATE_LIMIT -> rateLimit.clear();
            case EMPTY, INSTRUMENT, STATE_RESTORED, CLOCK_TICK -> {
                // Header only, or payload by reference.
            }
        }
    }

    /** Empties intents, commands, decisions, hash and failure mark; keeps the input. */
    public void clearAnswer() {
        failed = false;
        stateHash = 0;
        intents.clear();
        commands.clear();
        decisions.clear();
    }
}

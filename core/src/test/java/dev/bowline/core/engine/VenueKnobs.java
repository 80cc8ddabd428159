package dev.bowline.core.engine;

import dev.bowline.core.event.OutcomeKind;

/** What a scenario may make a {@link VenueModel} do, and what it counted. */
abstract class VenueKnobs {
    /** Targets that the price has reached are refused, as the venue does. */
    boolean refusesPassedTargets;

    /** So many targets are refused as if the price had reached them. */
    int passedTargets;

    /** The price moves without anybody taking what rests. */
    boolean isThin;

    /** Cancels get no answer but do their work. */
    boolean isCancelAnswerLost;

    /** Before the next cancel so much is filled, and the fill is told after it. */
    long fillBeforeCancelE8;

    /** What a conditional order becomes has a client id that the venue made (PROTOCOL 17.9). */
    boolean areChildIdsMade;

    /** Commands about orders that this system did not make. */
    int foreignTouched;

    /** Error answered to the next stop placements, 0 for none. */
    int stopRefusal;

    /** Error answered to a stop while another one is open, 0 for none. */
    int secondStopRefusal;

    /** Error answered to the venue's own trailing stops, 0 for none. */
    int trailRefusal;

    /** The venue's own trailing stops never leave us. */
    boolean isTrailNotSent;

    /** Targets never leave us. */
    boolean isTargetNotSent;

    /** Answers after which a position that had been covered by stops was not (TS-7). */
    int uncoveredAfterCovered;

    /** The request of the next stop vanishes after the venue has it. */
    boolean isStopAnswerLost;

    /** The next stop never reaches the venue and is never answered. */
    boolean isStopSwallowed;

    /** The next entry is executed but answered as unknown, with no stream event. */
    boolean isEntryInDoubt;

    /** The next entry is answered as unknown and does not exist. */
    boolean isEntryVanished;

    /** Snapshots asked for. */
    int reconciles;

    /** Snapshots that are asked for never come. */
    boolean isSnapshotLost;

    /** Entries rest in the book instead of being filled. */
    boolean isEntryResting;

    /** The next closes vanish: refused as reduce-only, though there is a position. */
    int closeRefusals;

    /** Error answered to closes while a target is open, 0 for none. */
    int closeErrorBesideTargets;

    /** So many closes stay on their way until they are let land. */
    int heldCloses;

    /** No price fires a stop or target. */
    boolean areTriggersDead;

    /** Fills happen so much away from the price, to our loss. */
    long slipE8;

    /** The next close is answered as filled, with no stream event. */
    boolean isCloseUntold;

    /** The next close is executed but answered as unknown, with no stream event. */
    boolean isCloseInDoubt;

    /** Lookups tell no average price. */
    boolean isAverageUntold;

    /** The fills since the last reading come with each snapshot that is asked for. */
    boolean areFillsRead;

    /** Coin in which fees are told. */
    String feeAsset = "USDC";

    /** Fills are told without fee and profit. */
    boolean areFillsLite;

    /** Stops do not leave us. */
    boolean isStopNotSent;

    /** Stops are answered as if their id were in use; they do not exist. */
    boolean isStopIdTaken;

    /** Cancels are answered as if there were no such order. */
    boolean isCancelUnknown;

    /** What becomes of cancels, which do nothing then; {@code null} for the usual. */
    OutcomeKind cancelFailure;

    /** The error code of it. */
    int cancelErrorCode;

    /** Cancels vanish without an answer. */
    boolean isCancelSwallowed;

    /** Lookups get no answer. */
    boolean isQuerySilent;

    /** No cancel leaves: the venue has banned the address. */
    boolean isBanned;
}

package dev.bowline.ops.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bowline.core.engine.DecisionHandler;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.SnapshotMark;
import dev.bowline.ops.config.ConfigLoader;
import dev.bowline.ops.config.EngineConfigs;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators are told of the venue's snapshots (REC-2, REC-6). */
final class ReportTakerTest {
    private ReportTaker taker;
    private DecisionAction saidOrNull;
    private long sequence;

    @BeforeEach
    void open() throws Exception {
        taker =
                new ReportTaker(
                        (event, nowNs) -> {
                            if (saidOrNull != null) {
                                event.decisions().addOrNull().action = saidOrNull;
                                saidOrNull = null;
                            }
                        },
                        new DecisionHandler(EngineConfigs.from(new ConfigLoader().load(), 1))
                                .view(),
                        's');
    }

    private EngineEvent event(final EventType type) {
        final EngineEvent event = new EngineEvent();
        event.type = type;
        event.sequence = sequence++;
        return event;
    }

    private void snapshot(final SnapshotMark mark) {
        final EngineEvent event = event(EventType.VENUE_SNAPSHOT);
        event.snapshot().mark = mark;
        event.snapshot().complete = true;
        taker.onEvent(event, 0);
    }

    private EngineReport.VenueNews ask(final EngineQuestion question) throws TimeoutException {
        final EngineEvent event = event(question.type());
        question.fill(event);
        taker.expect(question);
        taker.onEvent(event, 0);
        return question.await(0).report().venue();
    }

    private static EngineQuestion pause() {
        return EngineQuestion.command(OperatorKind.PAUSE, -1, 0, 0, 0);
    }

    /** Orders that nothing needs are judged by the scan behind the snapshot's end. */
    @Test
    void shouldCountAnOrphanWhenItIsFoundBehindTheSnapshotsEnd() throws Exception {
        snapshot(SnapshotMark.BEGIN);
        snapshot(SnapshotMark.END);
        assertEquals(0, ask(pause()).ended(), "its orders are not judged yet");
        saidOrNull = DecisionAction.DRIFT_ORPHAN;
        final EngineReport.VenueNews news = ask(EngineQuestion.report());
        assertEquals(1, news.ended());
        assertEquals(1, news.differences());
    }

    @Test
    void shouldCountADifferenceOnceWhenTheSnapshotsEndFindsIt() throws Exception {
        snapshot(SnapshotMark.BEGIN);
        saidOrNull = DecisionAction.DRIFT_QTY;
        snapshot(SnapshotMark.END);
        final EngineReport.VenueNews news = ask(EngineQuestion.report());
        assertEquals(1, news.differences());
        assertEquals(1, news.flatAsOf(), "no instrument has a position");
    }
}

package dev.bowline.ops.launch;

import dev.bowline.core.engine.EngineConfig;
import dev.bowline.core.engine.EngineRehearsal;
import dev.bowline.core.engine.HaltSwitch;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.journal.chain.HashChain;
import dev.bowline.journal.codec.RecordHeader;
import dev.bowline.journal.codec.RecordOutput;
import dev.bowline.journal.codec.SlotCodec;
import dev.bowline.ops.report.RunStatistics;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Before the real engine has its first event: whole trades on a throw-away engine, encoded for a
 * journal that is not there, so that the first real order meets compiled code. Bounded in time.
 */
final class DecisionRehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionRehearsal.class);
    private static final int SCRATCH_BYTES = 64 * 1024;

    private final EngineRehearsal engine;

    DecisionRehearsal(final EngineConfig config) {
        engine =
                new EngineRehearsal(
                        config, new ScratchJournal(), new RunStatistics(config.marginAsset()));
    }

    /** Encodes and links every slot into memory that is written over by the next. */
    private static final class ScratchJournal implements EngineHandler {
        private final SlotCodec codec = new SlotCodec();
        private final RecordOutput out = new RecordOutput(SCRATCH_BYTES);
        private final HashChain chain = new HashChain(new byte[RecordHeader.HASH_BYTES]);

        @Override
        public void onEvent(final EngineEvent event, final long nowNs) {
            out.position(RecordHeader.BYTES);
            codec.write(event, out);
            out.ensure(RecordHeader.HASH_BYTES);
            chain.link(out.array(), 0, out.position());
        }
    }

    /**
     * Rehearses for so long, or until something throws, which is told and ends the rehearsal alone:
     * the start must go on, for it may have positions to protect.
     *
     * @param limitMs 0: not at all
     * @return rounds done
     */
    long run(final long limitMs) {
        final long startNs = System.nanoTime();
        final long limitNs = TimeUnit.MILLISECONDS.toNanos(limitMs);
        while (System.nanoTime() - startNs < limitNs && engine.failureOrNull() == null) {
            engine.round();
        }
        final HaltSwitch.Cause failure = engine.failureOrNull();
        if (failure != null) {
            LOG.warn("REHEARSAL_FAILED round={} ", engine.rounds(), failure.error());
        } else if (limitMs > 0) {
            LOG.info(
                    "REHEARSED rounds={} trades={} commands={}",
                    engine.rounds(),
                    engine.trades(),
                    engine.commands());
        }
        return engine.rounds();
    }
}

package dev.bowline.ops.simulate;

import dev.bowline.core.event.EngineHandler;
import dev.bowline.ops.config.ConfigException;
import dev.bowline.ops.config.ConfigLoader;
import dev.bowline.ops.config.ConfigTree;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What all seeds of a simulation share.
 *
 * @param tree configuration of bot and exchange
 * @param hours virtual time of each seed
 * @param mutation wraps the decision link, so that tests can break it
 * @param exitMutation wraps the exit, behind the journal, likewise
 * @param verifiesReplay whether each run is also replayed from its journal and compared
 */
public record SimulationSettings(
        ConfigTree tree,
        int hours,
        UnaryOperator<EngineHandler> mutation,
        UnaryOperator<EngineHandler> exitMutation,
        boolean verifiesReplay) {

    /** Defaults but for what would keep the bot from trading much in a thin, faulty market. */
    private static final List<String> LOOSENED =
            List.of(
                    "venue.mode=sim",
                    "universe.symbols=BTCUSDC,ETHUSDC,SOLUSDC,XRPUSDC,DOGEUSDC",
                    "sim.start-equity=1000",
                    "risk.max-open-positions=3",
                    "risk.min-volume-multiple=1",
                    "risk.max-spread-share=0.01",
                    "risk.max-data-age-ms=10s",
                    "risk.trading-from-minute-utc=00:00",
                    "risk.trading-to-minute-utc=24:00",
                    "risk.day-loss-share=0.5",
                    "risk.max-stop-loss-streak=1000",
                    "risk.min-profit-factor=0",
                    "book-momentum.min-imbalance=0.3",
                    "book-momentum.min-flow-share=0.3",
                    "book-momentum.min-flow-trades=1",
                    "book-momentum.window-ms=20s",
                    "book-momentum.cooldown-ms=2m",
                    "book-momentum.stop-share=0.004",
                    "book-momentum.target-share=0.005",
                    "book-momentum.ioc-cap-share=0.002",
                    "scalping.timeframe-ms=1m",
                    "scalping.min-score=50",
                    "scalping.stop-share=0.005",
                    "scalping.target-share=0.006");

    /**
     * The usual settings.
     *
     * @param assignments key=value, in place of the usual
     * @throws ConfigException naming everything wrong with them
     */
    public static SimulationSettings of(final int hours, final List<String> assignments)
            throws ConfigException {
        final ConfigLoader loader = new ConfigLoader();
        LOOSENED.forEach(loader::set);
        assignments.forEach(loader::set);
        return new SimulationSettings(
                loader.load(), hours, UnaryOperator.identity(), UnaryOperator.identity(), true);
    }

    /** The same with a decision link that is wrapped; its replay is not compared. */
    public SimulationSettings withMutation(final UnaryOperator<EngineHandler> newMutation) {
        return new SimulationSettings(tree, hours, newMutation, exitMutation, false);
    }

    /** The same with an exit that is wrapped. */
    public SimulationSettings withExitMutation(final UnaryOperator<EngineHandler> newMutation) {
        return new SimulationSettings(tree, hours, mutation, newMutation, verifiesReplay);
    }
}

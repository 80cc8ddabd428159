package dev.bowline.ops.launch;

import dev.bowline.gateway.binance.ThreadLayout;
import dev.bowline.ops.config.ConfigTree;
import java.util.List;

/** Which threads there are, by configuration or by the number of CPUs. */
public final class EngineLayout {
    private static final int SPLIT_CPUS = 4;

    private EngineLayout() {}

    /** The layout of {@code engine.layout}; {@code auto} is split from four CPUs on. */
    public static ThreadLayout of(final ConfigTree tree, final int cpus) {
        return switch (tree.text("engine.layout")) {
            case "split" -> ThreadLayout.SPLIT;
            case "compact" -> ThreadLayout.COMPACT;
            default -> cpus >= SPLIT_CPUS ? ThreadLayout.SPLIT : ThreadLayout.COMPACT;
        };
    }

    /** Hot threads in the order in which {@code engine.cpus} pins them. */
    public static List<String> roles(final ThreadLayout layout) {
        return layout == ThreadLayout.COMPACT
                ? List.of("engine")
                : List.of("decision", "journal", "exit", "market-io", "order-io");
    }
}

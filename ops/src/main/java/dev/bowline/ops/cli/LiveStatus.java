package dev.bowline.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.math.BigDecimal;

/** Shows the status: redrawn in place on a terminal, else one line every few seconds. */
final class LiveStatus {
    private static final int LINE_EVERY = 5;

    private final PrintWriter out;
    private final String coin;
    private final boolean terminal;
    private int shown;
    private int drawnLines;
    private String toldRisk = "";

    LiveStatus(final PrintWriter out, final String coin) {
        this.out = out;
        this.coin = coin;
        terminal = hasTerminal();
    }

    /** Whether somebody looks at the output. */
    @SuppressWarnings("SystemConsoleNull") // isTerminal() asks what newer versions know
    static boolean hasTerminal() {
        return System.console() != null && isTerminal();
    }

    /** Java 22 and later give a console without a terminal, too; there it can be asked. */
    private static boolean isTerminal() {
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(System.console());
        } catch (final ReflectiveOperationException ignored) {
            return true; // Before Java 22 a console is a terminal.
        }
    }

    void show(final JsonNode status) {
        if (terminal) {
            redraw(StatusScreen.ofRunning(status, coin));
        } else if (shown % LINE_EVERY == 0) {
            out.println(line(status));
        }
        shown++;
        out.flush();
    }

    private void redraw(final String text) {
        if (drawnLines > 0) {
            out.print("\u001b[" + drawnLines + "A\u001b[J");
        }
        out.println(text);
        drawnLines = (int) text.lines().count();
    }

    /** What holds entries back is told when it changes. */
    private String line(final JsonNode status) {
        final String risk = status.path("risk").asText();
        final boolean isNews = !risk.equals(toldRisk);
        toldRisk = risk;
        final String state = risk.replaceFirst(", [^A-Z].*", "");
        return "STATUS "
                + Words.time(status.path("venueTime").asText())
                + " | "
                + (isNews && !risk.endsWith("no limit hit") ? risk : state)
                + " | balance "
                + Words.money(status.path("balance").asText())
                + " "
                + coin
                + ", "
                + status.path("trades").asText()
                + " closed, "
                + status.path("wins").asText()
                + " won, "
                + status.path("positions").size()
                + " open, pnl "
                + Words.money(openProfit(status).toPlainString())
                + " | tick to order "
                + Words.micros(status.at("/latency/tick to order written/p50Us").asText("0"))
                + ", "
                + Words.grouped(status.path("eventsPerSecond").asLong())
                + " events/s"
                + (status.has("progressPercent")
                        ? " | " + status.get("progressPercent").asText() + " % done"
                        : "")
                + (status.has("etaSeconds")
                        ? ", " + Words.duration(status.get("etaSeconds").asLong()) + " left"
                        : "");
    }

    private static BigDecimal openProfit(final JsonNode status) {
        BigDecimal sum = BigDecimal.ZERO;
        for (final JsonNode position : status.path("positions")) {
            sum = sum.add(new BigDecimal(position.path("pnl").asText("0")));
        }
        return sum;
    }

    /** Leaves the last status standing. */
    void end() {
        drawnLines = 0;
        out.flush();
    }
}

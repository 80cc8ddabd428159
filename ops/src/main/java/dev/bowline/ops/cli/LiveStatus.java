package dev.bowline.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.ops.launch.StatusText;
import java.io.PrintWriter;

/** Shows the status: redrawn in place on a terminal, else one line every few seconds. */
final class LiveStatus {
    private static final int LINE_EVERY = 5;

    private final PrintWriter out;
    private final boolean terminal;
    private int shown;
    private int drawnLines;

    LiveStatus(final PrintWriter out) {
        this.out = out;
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
            redraw(StatusText.of(status));
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

    private static String line(final JsonNode status) {
        return "STATUS venueTime="
                + status.path("venueTime").asText()
                + " events="
                + status.path("events").asText()
                + " perSecond="
                + status.path("eventsPerSecond").asText()
                + " balance="
                + status.path("balance").asText()
                + " trades="
                + status.path("trades").asText()
                + " open="
                + status.path("positions").size()
                + " risk=\""
                + status.path("risk").asText()
                + "\" p50Us="
                + status.at("/latency/tick to order written/p50Us").asText()
                + " p99Us="
                + status.at("/latency/tick to order written/p99Us").asText()
                + (status.has("progressPercent")
                        ? " done=" + status.get("progressPercent").asText() + "%"
                        : "")
                + (status.has("etaSeconds")
                        ? " eta=" + status.get("etaSeconds").asText() + "s"
                        : "");
    }

    /** Leaves the last status standing. */
    void end() {
        drawnLines = 0;
        out.flush();
    }
}

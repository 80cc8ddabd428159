package dev.bowline.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** An entry that was asked for by hand. */
final class EntryOrder {
    private EntryOrder() {}

    /** A gate refused the entry, so that certainly nothing was sent. */
    static final class Refused extends CommandFailure {
        private static final long serialVersionUID = 1L;

        Refused(final String reason) {
            super(ExitCode.FAILED, "entry refused: " + reason);
        }
    }

    /**
     * Sends it.
     *
     * @return the venue's symbol
     * @throws Refused with the gate that refused
     * @throws CommandFailure if it is not known whether it was sent
     */
    static String send(
            final RunningEngine engine,
            final String symbol,
            final String side,
            final boolean isSmallest) {
        final JsonNode reply =
                engine.order(
                        "force-entry",
                        request ->
                                request.put("symbol", symbol)
                                        .put("side", side)
                                        .put("smallest", isSmallest));
        String name = null;
        for (final JsonNode said : reply.path("said")) {
            if ("INTENT_REFUSED".equals(said.path("action").asText())) {
                throw new Refused(said.path("reason").asText());
            }
            if ("ENTRY_SENT".equals(said.path("action").asText())) {
                name = said.path("symbol").asText();
            }
        }
        if (name == null) {
            throw new CommandFailure(ExitCode.FAILED, "no entry was sent: " + reply.path("said"));
        }
        return name;
    }

    /** Waits until the position is open and all of it is under a confirmed stop. */
    static JsonNode awaitProtected(
            final RunningEngine engine, final String name, final long timeoutMs) {
        return positionOrNull(
                engine.await(
                        report -> isProtected(positionOrNull(report, name), report, name),
                        timeoutMs,
                        report -> "not protected: " + positionOrNull(report, name)),
                name);
    }

    private static boolean isProtected(
            final JsonNode position, final JsonNode report, final String name) {
        if (position == null) {
            return false;
        }
        for (final JsonNode entering : report.path("entering")) {
            if (name.equals(entering.asText())) {
                return false;
            }
        }
        return position.path("covered").asText().equals(position.path("qty").asText());
    }

    private static JsonNode positionOrNull(final JsonNode report, final String name) {
        for (final JsonNode row : report.path("positions")) {
            if (name.equals(row.path("symbol").asText())) {
                return row;
            }
        }
        return null;
    }
}

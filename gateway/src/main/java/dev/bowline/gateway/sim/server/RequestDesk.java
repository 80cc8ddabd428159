package dev.bowline.gateway.sim.server;

/**
 * Takes requests of every kind of connection: meets them with the faults that wait for them,
 * executes them, and hands the answer to their port. Exchange thread only.
 */
final class RequestDesk {
    private static final long USUAL_DELAY_MS = 500;
    private static final long USUAL_BAN_MS = 120_000;

    /** So long a client may wait for what never comes. */
    private static final long LONGEST_PATIENCE_MS = 10_000;

    private static final byte[] NOT_FOUND_PAGE =
            JsonWriter.ascii(
                    "<html><head><title>404 Not Found</title></head>"
                            + "<body><h2>404 Not found</h2></body></html>");
    private static final byte[] FIREWALL_PAGE =
            JsonWriter.ascii(
                    "<html><head><title>403 Forbidden</title></head>"
                            + "<body><h1>403 Forbidden</h1></body></html>");

    private final SimServer server;
    private final JsonWriter json = new JsonWriter();

    RequestDesk(final SimServer server) {
        this.server = server;
    }

    static void notFound(final ReplyPort port) {
        port.page(404, NOT_FOUND_PAGE);
    }

    void handle(final RestRequest request, final ReplyPort port) {
        final FaultPlan faults = server.faults();
        final PositionPhase phase =
                faults.isPhased() ? server.phases().onRequestOrNull(request) : null;
        server.runActions();
        final FaultRule fault =
                faults.has(FaultPhase.REQUEST)
                        ? faults.takeOrNull(FaultPhase.REQUEST, subject(request, phase))
                        : null;
        if (fault == null) {
            execute(request, port, 0);
            return;
        }
        switch (fault.kind()) {
            // Nothing is ever sent.
            case NO_ANSWER -> server.hold(LONGEST_PATIENCE_MS);
            case REQUEST_DROPPED -> port.cut();
            case HTML_PAGE -> port.page(403, FIREWALL_PAGE);
            case REQUEST_DELAYED ->
                    server.later(fault.delayMsOr(USUAL_DELAY_MS), () -> execute(request, port, 0));
            case REPLY_DELAYED -> execute(request, port, fault.delayMsOr(USUAL_DELAY_MS));
            case REPLY_LOST -> {
                execute(request, new Unanswered(port), 0);
                port.cut();
            }
            case UNKNOWN_EXECUTED, TIMEOUT_EXECUTED -> {
                execute(request, new Unanswered(port), 0);
                refuse(fault, port);
            }
            case BANNED -> {
                server.router().meter().ban(fault.forMsOr(USUAL_BAN_MS));
                execute(request, port, 0);
            }
            default -> refuse(fault, port);
        }
    }

    private static FaultSubject subject(
            final RestRequest request, final PositionPhase phaseOrNull) {
        return FaultSubject.of(request)
                .with(FaultSubject.PHASE, phaseOrNull == null ? null : phaseOrNull.word());
    }

    private void refuse(final FaultRule fault, final ReplyPort port) {
        port.refuse(FaultErrors.refusalOrNull(fault, server.config().limits()), 0);
    }

    private void execute(final RestRequest request, final ReplyPort port, final long delayMs) {
        final Endpoint endpoint = server.router().findOrNull(request.method(), request.path());
        if (endpoint == null) {
            notFound(port);
            return;
        }
        final long heldMs = delayMs + server.faults().answerLatencyMs();
        try {
            final boolean isOrder = server.router().answer(endpoint, request, json.reset());
            port.answer(endpoint, isOrder, json, heldMs);
        } catch (final RestError e) {
            port.refuse(e, heldMs);
        }
        server.runActions();
    }

    /** Swallows what was answered: the fault answers instead. */
    private record Unanswered(ReplyPort port) implements ReplyPort {
        @Override
        public void answer(
                final Endpoint endpoint,
                final boolean isOrder,
                final JsonWriter body,
                final long delayMs) {
            // Executed; the client does not learn it here.
        }

        @Override
        public void refuse(final RestError error, final long delayMs) {
            // Not executed; the client does not learn it here.
        }

        @Override
        public void page(final int status, final byte[] page) {
            port.page(status, page);
        }

        @Override
        public void cut() {
            port.cut();
        }
    }
}

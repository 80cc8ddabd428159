package dev.bowline.gateway.net;

/** Why a connection is down; codes are those of the engine's stream status. */
public enum DownCause {
    CLOSED_BY_PEER(1),
    SILENT(2),
    PLANNED(3),
    KEY_EXPIRED(5),
    ERROR(6);

    private final int code;

    DownCause(final int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}

package dev.bowline.core.event;

/** A wish of the operator or the launcher. */
public final class OperatorCommand {
    /** What is asked. */
    public OperatorKind kind;

    /** 0 launcher, 1 command line, 2 signal, 3 Telegram, 4 web. */
    public int channel;

    /** Meaning depends on the kind; 0 if none. */
    public long argument;

    /** Who asks: first eight letters of the name, packed as by {@link AssetCode}; 0 if unnamed. */
    public long operatorCode;

    /** Sets every field to its empty value. */
    public void clear() {
        kind = null;
        channel = 0;
        argument = 0;
        operatorCode = 0;
    }
}

package dev.bowline.ops.cli;

/** Whether a person sits at the other end. */
final class Terminal {
    private Terminal() {}

    /** Java 22 and later give a console without a terminal, too; there it can be asked. */
    @SuppressWarnings("SystemConsoleNull") // isTerminal() asks what newer versions know
    static boolean isThere() {
        if (System.console() == null) {
            return false;
        }
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(System.console());
        } catch (final ReflectiveOperationException ignored) {
            return true; // Before Java 22 a console is a terminal.
        }
    }
}

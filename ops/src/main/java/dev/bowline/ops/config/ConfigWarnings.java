package dev.bowline.ops.config;

import java.util.ArrayList;
import java.util.List;

/** Settings that are taken, and do less than somebody may expect of them; told at the start. */
public final class ConfigWarnings {
    private ConfigWarnings() {}

    /** One line each. */
    public static List<String> of(final ConfigTree tree) {
        final List<String> warnings = new ArrayList<>();
        final boolean isTelegramSet =
                !tree.secret("telegram.bot-token").isEmpty()
                        || !tree.text("telegram.chat-id").isEmpty();
        if (isTelegramSet) {
            warnings.add(
                    "telegram.bot-token and telegram.chat-id have no effect: this version sends"
                            + " nothing to Telegram and takes no commands from it");
        }
        return warnings;
    }
}

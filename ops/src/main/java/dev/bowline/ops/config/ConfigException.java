package dev.bowline.ops.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration is refused; carries every fault found (CFG-2). */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigFault> faults;

    /**
     * Keeps the faults and lists them in the message, one a line.
     *
     * @param faults at least one
     */
    public ConfigException(final List<ConfigFault> faults) {
        super(
                "configuration refused, "
                        + faults.size()
                        + (faults.size() == 1 ? " fault:\n" : " faults:\n")
                        + faults.stream()
                                .map(fault -> "  " + fault)
                                .collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    public List<ConfigFault> faults() {
        return faults;
    }
}

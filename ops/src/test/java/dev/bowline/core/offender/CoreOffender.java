package dev.bowline.core.offender;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Breaks a rule on purpose: core knows a library it must not. */
public final class CoreOffender {
    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    public String toString() {
        return mapper.toString();
    }
}

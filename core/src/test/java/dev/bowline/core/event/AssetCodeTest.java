package dev.bowline.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class AssetCodeTest {
    @Test
    void shouldKeepTheJournaledValueWhenPacked() {
        assertEquals(0x43445355L, AssetCode.of("USDC"));
        assertEquals(0, AssetCode.of(""));
        assertNotEquals(AssetCode.of("USDC"), AssetCode.of("USDT"));
    }

    @Test
    void shouldKeepEightLettersWhenNameIsLonger() {
        assertEquals("1000SHIB", AssetCode.toText(AssetCode.of("1000SHIBX")));
    }

    @Property
    void shouldComeBackWhenPackedAndRead(
            @ForAll @CharRange(from = '!', to = '~') @StringLength(max = 8) final String asset) {
        assertEquals(asset, AssetCode.toText(AssetCode.of(asset)));
    }
}

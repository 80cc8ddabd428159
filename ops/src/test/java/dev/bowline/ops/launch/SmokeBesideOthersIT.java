package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.ops.cli.CommandRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code smoke} on an account with the journal that is configured, as on testnet and prod: what was
 * open before, or comes from others, is none of its business and keeps its stop (BT-3, REC-5).
 */
final class SmokeBesideOthersIT {
    @TempDir private Path directory;
    private OpenAccount account;

    @BeforeEach
    void open() throws Exception {
        account = new OpenAccount(directory);
    }

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void shouldLeaveThePositionUnderItsStopWhenTheAccountIsNotFlat() throws Exception {
        account.leaveOpen("XRP");
        account.assertCovered("XRPUSDC");
        final List<String> before = account.positionsWithStops();
        final int fills = account.exchange().userTrades();

        final CommandRun smoke = account.command("smoke");
        assertEquals(1, smoke.exitCode(), smoke.out() + smoke.err());
        assertTrue(smoke.err().contains("SMOKE FAILED at ready: "), smoke.err());
        assertTrue(smoke.err().contains("the account is not flat"), smoke.err());
        assertTrue(smoke.err().contains("[XRPUSDC]"), smoke.err());
        assertEquals(before, account.positionsWithStops());
        assertEquals(fills, account.exchange().userTrades(), "nothing was opened or closed");
        assertEquals(0, account.exchange().protection().violations());
    }

    /** The owner buys in the app while smoke is at work: no flat account, but smoke's is gone. */
    @Test
    void shouldCloseItsOwnPositionAloneWhenAnotherComesMeanwhile() {
        account.exchange()
                .faults()
                .arm("kind=manual-open, symbol=DOGEUSDC, side=BUY, qty=200, phase=protected");
        final CommandRun smoke = account.command("smoke");
        assertEquals(1, smoke.exitCode(), smoke.out() + smoke.err());
        assertTrue(smoke.out().contains("SMOKE close "), smoke.out());
        assertTrue(smoke.err().contains("SMOKE FAILED at verify: "), smoke.err());
        account.assertCovered("DOGEUSDC");
        assertEquals(0, account.exchange().protection().violations());
        assertEquals(List.of(), account.exchange().protection().orphans());
    }

    @Test
    void shouldSayOkAndLeaveNothingWhenTheAccountIsFlat() {
        final CommandRun smoke = account.command("smoke");
        assertEquals(0, smoke.exitCode(), smoke.out() + smoke.err());
        assertEquals(List.of(), account.positionsWithStops());
        assertEquals(List.of(), account.exchange().protection().orphans());
        assertEquals(2, account.exchange().userTrades());
    }
}

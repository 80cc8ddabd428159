package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** REC-5. */
final class ShutdownSequenceTest {
    @Test
    void shouldRunEveryStepInOrderWhenOneFailsAndOneHangs() {
        final List<String> ran = new CopyOnWriteArrayList<>();
        final CountDownLatch never = new CountDownLatch(1);
        final List<String> problems =
                new ShutdownSequence(100, 10_000)
                        .then("first", () -> ran.add("first"))
                        .then(
                                "fails",
                                () -> {
                                    throw new IllegalStateException("no journal");
                                })
                        .then("hangs", never::await)
                        .then("last", () -> ran.add("last"))
                        .run();
        assertEquals(List.of("first", "last"), ran);
        assertEquals(
                List.of(
                        "fails: java.lang.IllegalStateException: no journal",
                        "hangs: not done within 100 ms"),
                problems);
    }

    @Test
    void shouldSkipWhatIsLeftWhenTheTimeForStoppingIsUsedUp() {
        final CountDownLatch never = new CountDownLatch(1);
        final List<String> problems =
                new ShutdownSequence(10_000, 100)
                        .then("hangs", never::await)
                        .then("last", () -> {})
                        .run();
        assertEquals(2, problems.size());
        assertTrue(problems.get(0).startsWith("hangs: not done within"), problems.toString());
        assertEquals("last: not run, the time for stopping is used up", problems.get(1));
    }
}

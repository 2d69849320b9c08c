package dev.yellowjack.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TallyTest {
    @AfterEach
    void forget() {
        Tally.forget(TallyTest.class);
    }

    @Test
    void sequences_are_counted_and_the_longest_is_kept() {
        Tally.of(TallyTest.class).tried("sequences", 3);
        Tally.of(TallyTest.class).tried("sequences", 40);
        Tally.of(TallyTest.class).tried("sequences", 7);
        Tally.of(TallyTest.class).seed("sequences", "-5");

        assertEquals(
                Map.of("sequences", "3 run, longest 40 steps, seed -5"),
                Tally.of(TallyTest.class).lines());
    }

    @Test
    void notes_follow_in_their_order_and_the_last_of_a_key_counts() {
        Tally tally = Tally.of(TallyTest.class);
        tally.note("concurrency", "3 threads");
        tally.note("resources", "1,000 flips");
        tally.note("concurrency", "4 threads");
        tally.tried("sequences", 1);

        assertEquals(
                List.of("1 run, longest 1 steps", "4 threads", "1,000 flips"),
                List.copyOf(tally.lines().values()));
    }

    @Test
    void a_tally_that_is_forgotten_begins_anew() {
        Tally.of(TallyTest.class).note("key", "value");
        Tally.of(TallyTest.class).subject("runtime 'mine'");
        Tally.forget(TallyTest.class);

        assertEquals(Map.of(), Tally.of(TallyTest.class).lines());
        assertEquals("", Tally.of(TallyTest.class).subject());
    }
}

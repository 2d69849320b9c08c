package dev.yellowjack.virtualthreads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.Supervisor;
import org.junit.jupiter.api.Test;

/** Run on Java 17 alone, where this runtime cannot work. */
class NeedsVirtualThreadsOnJava17Test {
    @Test
    void says_what_it_needs_and_what_else_to_take() {
        assertEquals(17, Runtime.version().feature(), "this test is for Java 17");
        IllegalStateException refusal = assertThrows(
                IllegalStateException.class, () -> Supervisor.builder().start());
        assertTrue(refusal.getMessage().contains("needs Java 21"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("this is Java 17"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("yellowjack-runtime-threads"), refusal.getMessage());
    }
}

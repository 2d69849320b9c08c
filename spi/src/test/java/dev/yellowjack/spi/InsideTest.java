package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.Supervisor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who runs inside of whom (§5.2). */
class InsideTest {
    private final Supervisor outerOne = NobodysSupervisor.make();
    private final Supervisor innerOne = NobodysSupervisor.make();
    private final Inside outer = new Inside(outerOne, null);
    private final Inside inner = new Inside(innerOne, outer);
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void a_thread_is_inside_its_supervisor_and_all_around_it() {
        inner.run(() -> {
            runs.incrementAndGet();
            assertSame(inner, Inside.current());
            assertTrue(Inside.isInside(innerOne));
            assertTrue(Inside.isInside(outerOne));
            assertFalse(Inside.isInside(NobodysSupervisor.make()));
        });
        outer.run(() -> assertFalse(Inside.isInside(innerOne)));
        assertEquals(1, runs.get());
    }

    @Test
    void afterwards_it_is_where_it_was_even_if_the_work_throws() {
        assertNull(Inside.current());
        outer.run(() -> {
            assertThrows(
                    IllegalStateException.class,
                    () -> inner.run(() -> {
                        throw new IllegalStateException("thrown inside");
                    }));
            assertSame(outer, Inside.current());
        });
        assertNull(Inside.current());
        assertFalse(Inside.isInside(outerOne));
    }
}

package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PendingChangesTest {
    private final PendingChanges changes = new PendingChanges();

    private List<String> takeNamed() {
        return List.copyOf(changes.takeNamed());
    }

    @Test
    void names_are_kept_once_in_their_order_until_they_are_taken() {
        changes.add(List.of("b", "a"), 0);
        changes.add(List.of("a", "c"), 0);
        assertTrue(changes.anyNamed());
        assertFalse(changes.all());
        assertEquals(List.of("b", "a", "c"), takeNamed());
        assertFalse(changes.anyNamed());
        assertEquals(List.of(), takeNamed());
    }

    @Test
    void an_event_without_names_means_all_flags_and_forgets_no_name() {
        changes.add(List.of("a"), 0);
        changes.add(null, 0);
        assertTrue(changes.all());
        assertTrue(changes.takeAll());
        assertFalse(changes.all());
        assertFalse(changes.takeAll());
        changes.add(List.of(), 0);
        assertTrue(changes.takeAll());
        assertEquals(List.of("a"), takeNamed());
    }

    @Test
    void ten_thousand_names_are_kept_and_one_more_means_all_flags() {
        List<String> most =
                IntStream.range(0, 10_000).mapToObj(Integer::toString).toList();
        changes.add(most, 0);
        assertFalse(changes.all());
        changes.add(List.of("one more"), 0);
        assertTrue(changes.takeAll());
        assertEquals(most, takeNamed());
        changes.add(List.of("one more"), 0);
        assertFalse(changes.all(), "there is room again");
    }

    @Test
    void what_waits_has_waited_since_the_first_event_and_not_since_the_latest() {
        changes.add(List.of("a"), 10);
        changes.add(List.of("b"), 20);
        changes.add(null, 30);
        changes.add(null, 40);
        assertEquals(10, changes.namedSince());
        assertEquals(30, changes.allSince());
        changes.takeNamed();
        changes.takeAll();
        changes.add(List.of("a"), 50);
        changes.add(List.of(), 60);
        assertEquals(50, changes.namedSince());
        assertEquals(60, changes.allSince());
    }

    @Test
    void a_list_with_holes_is_taken_for_its_names() {
        changes.add(Arrays.asList(null, "a", null), 0);
        assertEquals(List.of("a"), takeNamed());
        changes.add(Collections.singletonList(null), 0);
        assertFalse(changes.anyNamed());
    }

    @Test
    void a_list_that_is_changed_while_it_is_read_means_all_flags() {
        changes.add(
                new AbstractList<>() {
                    @Override
                    public String get(int index) {
                        if (index == 1) {
                            throw new ConcurrentModificationException();
                        }
                        return "a";
                    }

                    @Override
                    public int size() {
                        return 2;
                    }
                },
                0);
        assertTrue(changes.all());
        assertTrue(changes.anyNamed(), "what could be read of it counts");
    }
}

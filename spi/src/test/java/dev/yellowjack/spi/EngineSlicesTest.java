package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.Child;
import dev.yellowjack.ChildContext;
import dev.yellowjack.ChildState;
import dev.yellowjack.Supervisor;
import dev.yellowjack.Transition;
import dev.yellowjack.runtime.SupervisorClock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What concerns very many children at once keeps nobody waiting, and loses nothing of what it is to be (§1.5, §5.1). */
class EngineSlicesTest extends EngineStage {
    private static final int MANY = 5 * Slices.SIZE;
    private static final String FIRST = "c0";
    private static final String LAST = "c" + (MANY - 1);
    private static final String ALL = "all";

    /** Done once, on the loop, when that next looks at the clock. */
    private final AtomicReference<Runnable> onLoop = new AtomicReference<>(() -> {});

    @Override
    SupervisorClock clock() {
        return new SupervisorClock() {
            @Override
            public long nanoTime() {
                if (Thread.currentThread().getName().endsWith("-loop")) {
                    onLoop.getAndSet(() -> {}).run();
                }
                return time.nanoTime();
            }

            @Override
            public Instant instant() {
                return time.instant();
            }

            @Override
            public void parkUntil(long deadline) {
                time.parkUntil(deadline);
            }
        };
    }

    private static Child[] many() {
        return IntStream.range(0, MANY)
                .mapToObj(i -> Child.named("c" + i).flag(ALL).runs(ChildContext::awaitStop))
                .toArray(Child[]::new);
    }

    /** Asks for a child's status while the loop is busy: returns when the question is in the mailbox. */
    private static CompletableFuture<ChildState> ask(Supervisor supervisor, String child) {
        CompletableFuture<ChildState> answer = new CompletableFuture<>();
        Thread asker = new Thread(() -> answer.complete(supervisor.status(child).state()));
        asker.start();
        Eventually.until("the question is asked", () -> asker.getState() == Thread.State.WAITING);
        return answer;
    }

    private List<String> moved(ChildState to) {
        return transitions.stream()
                .filter(one -> one.to() == to)
                .map(Transition::child)
                .toList();
    }

    private static List<String> firstToLast() {
        return IntStream.range(0, MANY).mapToObj(i -> "c" + i).toList();
    }

    private static List<String> lastToFirst() {
        return IntStream.range(0, MANY).mapToObj(i -> "c" + (MANY - 1 - i)).toList();
    }

    private Supervisor startAll() throws InterruptedException {
        Supervisor supervisor = start(many());
        flip(supervisor, ALL, true);
        for (String child : firstToLast()) {
            await(supervisor, child, ChildState.RUNNING);
        }
        return supervisor;
    }

    @Test
    void a_question_that_comes_while_children_are_started_is_answered_in_between() throws InterruptedException {
        AtomicReference<CompletableFuture<ChildState>> answer = new AtomicReference<>();
        Supervisor supervisor = start(many());
        flip(supervisor, ALL, false);
        onLoop.set(() -> answer.set(ask(supervisor, LAST)));
        flip(supervisor, ALL, true);
        assertEquals(ChildState.OFF, answer.get().join());
        for (String child : firstToLast()) {
            await(supervisor, child, ChildState.RUNNING);
        }
        Eventually.until("all are told", () -> moved(ChildState.RUNNING).size() == MANY);
        assertEquals(firstToLast(), moved(ChildState.STARTING)); // §1.5
    }

    @Test
    void a_check_that_finds_nothing_new_is_done_when_what_was_found_before_has_been_heard()
            throws InterruptedException {
        Supervisor supervisor = start(many());
        flip(supervisor, ALL, false);
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch idle = new CountDownLatch(1);
        onLoop.set(() -> {
            busy.countDown();
            try {
                idle.await();
            } catch (InterruptedException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
        flags.flags.put(ALL, FakeClient.value(true));
        supervisor.check();
        busy.await();
        CompletableFuture<Void> second = supervisor.check();
        try {
            Eventually.never("the second is done", second::isDone);
        } finally {
            idle.countDown();
        }
        second.join();
        assertFalse(supervisor.status().children().stream().anyMatch(child -> child.state() == ChildState.OFF));
    }

    @Test
    void a_check_is_done_when_the_last_child_has_heard_of_its_flag() throws InterruptedException { // §5.6
        Supervisor supervisor = startAll();
        flip(supervisor, ALL, false);
        assertFalse(supervisor.status().children().stream().anyMatch(child -> child.state() == ChildState.RUNNING));
    }

    @Test
    void a_question_that_comes_while_children_are_closed_is_answered_in_between() throws InterruptedException {
        Supervisor supervisor = startAll();
        AtomicReference<CompletableFuture<ChildState>> answer = new AtomicReference<>();
        onLoop.set(() -> answer.set(ask(supervisor, FIRST)));
        assertTrue(supervisor.close(BOUND));
        assertEquals(ChildState.RUNNING, answer.get().join());
        Eventually.until("all are told", () -> moved(ChildState.OFF).size() == MANY);
        assertEquals(lastToFirst(), moved(ChildState.STOPPING)); // §5.1
    }

    @Test
    void what_is_turned_on_while_others_are_closed_is_not_started() { // §5.1
        Supervisor supervisor = start(many());
        flip(supervisor, ALL, false);
        onLoop.set(() -> {
            flags.flags.put(ALL, FakeClient.value(true));
            int before = flags.timesAsked(ALL);
            CompletableFuture<Void> overtaken = supervisor.check();
            Eventually.until("it is read ON", () -> flags.timesAsked(ALL) == before + 2 && readerRests(supervisor));
            assertFalse(overtaken.isDone());
        });
        assertTrue(supervisor.close(BOUND));
        assertEquals(List.of(), moved(ChildState.STARTING));
        assertEquals(0, supervisor.releaseAll());
    }

    @Test
    void what_was_to_be_started_again_is_not_when_its_body_ends_while_others_are_closed()
            throws InterruptedException { // §5.1
        Supervisor supervisor = start(many());
        Child again = stubborn("again");
        supervisor.add(again);
        for (Child another : many()) {
            supervisor.add(Child.named("later " + another.id()).flag(ALL).runs(ChildContext::awaitStop));
        }
        run(supervisor, "again");
        Thread body = bodies("again#1").get(0);
        flip(supervisor, "again", false);
        await(supervisor, "again", ChildState.STOPPING);
        flip(supervisor, "again", true);
        onLoop.set(() -> {
            gate.countDown();
            Eventually.until("its body has ended", () -> body.getState() == Thread.State.TERMINATED);
        });
        assertTrue(supervisor.close(BOUND));
        assertEquals(List.of("again"), moved(ChildState.STARTING), "once");
        assertEquals(ChildState.OFF, supervisor.status("again").state());
    }

    private static List<Thread> bodies(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .toList();
    }

    private static boolean readerRests(Supervisor supervisor) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("yellowjack-" + supervisor.name() + "-reader-1"))
                .allMatch(thread ->
                        thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
    }
}

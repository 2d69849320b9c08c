package dev.yellowjack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.Value;
import dev.yellowjack.runtime.SupervisorClock;
import dev.yellowjack.runtime.SupervisorConfig;
import dev.yellowjack.runtime.SupervisorRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** §5.7: a supervisor that is another's child. */
@Timeout(30)
class SuperviseTest {
    private final FakeRuntime runtime = new FakeRuntime();

    private static Child.Flagged region() {
        return Child.named("region").flag("region");
    }

    private static Child leaf(String id) {
        return Child.named(id).flag(id).runs(ChildContext::awaitStop);
    }

    private SupervisorBuilder inside() {
        return Supervisor.builder().runtime(runtime);
    }

    /** An incarnation whose supervisor has been started, and that waits for it to be closed. */
    private Incarnation started(Child child) {
        Incarnation incarnation = Incarnation.of(child);
        Await.until(
                "started",
                () -> !runtime.supervisors.isEmpty()
                        && runtime.supervisors.get(0).waits.get() == 1);
        return incarnation;
    }

    private FakeSupervisor supervisor() {
        return runtime.supervisors.get(0);
    }

    @Test
    void itsGraceIsThatOfTheLongestStopInside() {
        Child quick = leaf("quick").grace(Duration.ofSeconds(1)).interruptWait(Duration.ofSeconds(2));
        Child slow = leaf("slow").grace(Duration.ofSeconds(40)).interruptWait(Duration.ofSeconds(3));
        Child stubborn = leaf("stubborn").grace(Duration.ZERO).interruptWait(Duration.ofSeconds(42));
        SupervisorBuilder inside = inside().child(quick).child(slow).child(stubborn);
        assertEquals(Duration.ofSeconds(43), region().supervises(inside).grace());
        assertEquals(Duration.ofSeconds(43), region().supervises(() -> inside).grace());
        assertEquals(Duration.ofSeconds(5), region().supervises(inside).interruptWait());
    }

    @Test
    void itsGraceGrowsWithEachFloor() {
        Child floor = region().supervises(inside().child(leaf("leaf")));
        assertEquals(Duration.ofSeconds(25), floor.grace());
        assertEquals(
                Duration.ofSeconds(30),
                region().supervises(inside().child(floor)).grace());
    }

    @Test
    void itsGraceIsTheUsualOneWhereNothingIsInsideYetAndCanBeChanged() {
        assertEquals(Duration.ofSeconds(20), region().supervises(inside()).grace());
        Child child = region().supervises(inside().child(leaf("leaf"))).grace(Duration.ofSeconds(7));
        assertEquals(Duration.ofSeconds(7), child.grace());
    }

    @Test
    void nothingIsStartedBeforeTheBodyRuns() {
        region().supervises(inside().child(leaf("leaf")));
        assertEquals(List.of(), runtime.supervisors);
    }

    @Test
    void aBuilderIsCopiedAsItIsNow() throws Exception {
        Client client = OpenFeatureAPI.getInstance().getClient("inside");
        SupervisorListener listener = transition -> {};
        SupervisorClock clock = new StoppedClock();
        SupervisorBuilder inside = inside().child(leaf("leaf"))
                .client(client)
                .listener(listener)
                .instance("eu-1")
                .context(new ImmutableContext(Map.of("tier", new Value("gold"))))
                .checkInterval(Duration.ofSeconds(7))
                .evaluationLimit(Duration.ofSeconds(8))
                .clock(clock);
        Child child = region().supervises(inside);
        inside.child(leaf("late"))
                .runtime(new FakeRuntime())
                .client(OpenFeatureAPI.getInstance().getClient("late"))
                .listener(transition -> {})
                .instance("late")
                .context(new ImmutableContext("late"))
                .checkInterval(Duration.ofSeconds(1))
                .evaluationLimit(Duration.ofSeconds(1))
                .clock(SupervisorClock.system());
        started(child);
        SupervisorConfig config = runtime.config();
        assertEquals(List.of("leaf"), config.children().stream().map(Child::id).toList());
        assertSame(client, config.client());
        assertEquals(List.of(listener), FakeRuntime.applicationsListeners(config));
        assertEquals("eu-1", config.instance());
        assertEquals("eu-1", config.context().getTargetingKey());
        assertEquals("gold", config.context().getValue("tier").asString());
        assertEquals(Duration.ofSeconds(7), config.checkInterval());
        assertEquals(Duration.ofSeconds(8), config.evaluationLimit());
        assertSame(clock, config.clock());
    }

    @Test
    void eachIncarnationIsANewSupervisor() throws Exception {
        Child child = region().supervises(inside().child(leaf("leaf")));
        for (int i = 0; i < 2; i++) {
            int incarnations = i + 1;
            Incarnation incarnation = Incarnation.of(child);
            Await.until("started", () -> runtime.supervisors.size() == incarnations);
            FakeSupervisor supervisor = runtime.supervisors.get(i);
            supervisor.closed.countDown();
            supervisor.everyBodyHasEnded.add(true);
            assertNull(incarnation.end());
        }
        assertNotSame(runtime.supervisors.get(0), runtime.supervisors.get(1));
    }

    @Test
    void aSupplierIsAskedOnceNowAndOnceForEachIncarnation() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Child child = region().supervises(() -> inside().child(leaf("leaf-" + asked.incrementAndGet())));
        assertEquals(1, asked.get());
        started(child);
        assertEquals(2, asked.get());
        assertEquals("leaf-2", runtime.config().children().get(0).id());
    }

    @Test
    void aSupplierThatThrowsIsACrash() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        RuntimeException broken = new RuntimeException("broken");
        Child child = region().supervises(() -> {
            if (asked.incrementAndGet() > 1) {
                throw broken;
            }
            return inside();
        });
        assertSame(broken, Incarnation.of(child).end());
    }

    @Test
    void aStopAsksTheSupervisorToCloseAndDoesNotBlockTheCallback() throws Exception {
        Incarnation incarnation = started(region().supervises(inside()));
        assertEquals(List.of(), supervisor().closings);
        incarnation.requestStop();
        assertEquals(List.of(Duration.ZERO), supervisor().closings);
        assertTrue(incarnation.isRunning());
    }

    @Test
    void itEndsOnlyWhenEveryBodyInsideHasEnded() throws Exception {
        Incarnation incarnation = started(region().supervises(inside()));
        incarnation.requestStop();
        supervisor().closed.countDown(); // Overdue bodies may be left.
        Await.until("it waits for the overdue", () -> supervisor().waitingClosings() == 1);
        supervisor().everyBodyHasEnded.add(false);
        Await.until("it waits again", () -> supervisor().waitingClosings() == 2);
        assertTrue(incarnation.isRunning());
        supervisor().everyBodyHasEnded.add(true);
        assertNull(incarnation.end());
    }

    @Test
    void interruptsDoNotMakeItLeaveEarly() throws Exception {
        Incarnation incarnation = started(region().supervises(inside()));
        incarnation.requestStop();
        incarnation.interrupt();
        Await.until("it waits again", () -> supervisor().waits.get() == 2);
        supervisor().closed.countDown();
        Await.until("it waits for the overdue", () -> supervisor().waitingClosings() == 1);
        incarnation.interrupt();
        Await.until("it waits for them again", () -> supervisor().waitingClosings() == 2);
        assertTrue(incarnation.isRunning());
        supervisor().everyBodyHasEnded.add(true);
        assertNull(incarnation.end());
        assertFalse(incarnation.leftInterrupted());
    }

    @Test
    void anInterruptThatComesTooLateIsNotLeftToTheThread() throws Exception {
        SupervisorBuilder inside = Supervisor.builder().runtime(new SupervisorRuntime() {
            @Override
            public String name() {
                return "interrupted";
            }

            @Override
            public Supervisor create(SupervisorConfig config) {
                return new FakeSupervisor(config) {
                    @Override
                    public void awaitClosed() {}

                    @Override
                    public boolean close(Duration timeout) {
                        Thread.currentThread().interrupt();
                        return true;
                    }
                };
            }
        });
        Incarnation incarnation = Incarnation.of(region().supervises(inside));
        assertNull(incarnation.end());
        assertFalse(incarnation.leftInterrupted());
    }

    @Test
    void itEndsAlsoWhereTheSupervisorIsClosedFromInside() throws Exception {
        Incarnation incarnation = started(region().supervises(inside()));
        supervisor().closed.countDown();
        supervisor().everyBodyHasEnded.add(true);
        assertNull(incarnation.end());
    }

    private static final class StoppedClock implements SupervisorClock {
        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH;
        }

        @Override
        public void parkUntil(long deadline) {}
    }
}

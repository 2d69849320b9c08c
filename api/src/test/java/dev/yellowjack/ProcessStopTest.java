package dev.yellowjack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** How a process is stopped, with all that it started. Each script writes the processes that it is into a file. */
@Isolated("looks at all processes that this JVM has started")
@Timeout(30)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no sh")
class ProcessStopTest {
    @TempDir
    Path directory;

    private final List<Long> pids = new ArrayList<>();

    @AfterEach
    void noProcessIsLeftBehind() {
        try {
            Await.until(
                    "no process is left behind",
                    () -> Processes.areGone(pids)
                            && ProcessHandle.current().descendants().count() == 0);
        } finally {
            Stream.concat(
                            pids.stream().flatMap(pid -> ProcessHandle.of(pid).stream()),
                            ProcessHandle.current().descendants())
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }

    private Child sh(String script) {
        ProcessBuilder process = new ProcessBuilder("sh", "-c", script).directory(directory.toFile());
        return Child.named("worker").flag("worker").process(process);
    }

    /** An incarnation of a script that has come to where it writes its processes. */
    private Incarnation started(String script) {
        Incarnation incarnation = Incarnation.of(sh(script));
        pids.addAll(Processes.pidsIn(directory.resolve("pids")));
        Await.until("it can be stopped", () -> incarnation.context().callbacks() == 1);
        return incarnation;
    }

    @Test
    void itIsStoppedBySigterm() throws Exception {
        Incarnation incarnation = started("echo $$ > pids; exec sleep 1000");
        incarnation.requestStop();
        assertNull(incarnation.end());
        assertTrue(Processes.areGone(pids));
    }

    @Test
    void itMayTidyUpAndItsExitCodeAtAStopIsNoCrash() throws Exception {
        Incarnation incarnation =
                started("trap 'echo bye > tidied; exit 3' TERM; sleep 1000 & echo $$ $! > pids; wait");
        incarnation.requestStop();
        assertNull(incarnation.end());
        assertEquals("bye\n", Files.readString(directory.resolve("tidied")));
    }

    @Test
    void itMaySayMuchWhileItTidiesUp() throws Exception {
        Incarnation incarnation =
                started("trap 'seq 1 50000; seq 1 50000 >&2; echo bye; echo bye > tidied; exit 0' TERM; "
                        + "sleep 1000 & echo $$ $! > pids; wait");
        incarnation.requestStop();
        assertNull(incarnation.end());
        assertEquals("bye\n", Files.readString(directory.resolve("tidied")));
    }

    @Test
    void descendantsThatOutliveTheirParentAreEnded() throws Exception {
        Incarnation incarnation = started("sleep 1000 & sh -c 'sleep 1000 & echo $PPID $$ $! > pids; wait' & wait");
        incarnation.requestStop();
        assertNull(incarnation.end());
        assertTrue(Processes.areGone(pids));
    }

    @Test
    void oneThatHeedsNoSigtermGoesOnUntilTheInterruptAndIsThenKilledWithItsDescendants() throws Exception {
        Incarnation incarnation = started("trap '' TERM; sleep 1000 & echo $$ $! > pids; wait; sleep 1000");
        incarnation.requestStop();
        assertTrue(pids.stream().allMatch(Processes::isAlive));
        incarnation.interrupt();
        assertNull(incarnation.end());
        assertTrue(Processes.areGone(pids));
    }

    @Test
    void aDescendantThatHeedsNoSigtermIsKilledAtTheInterruptAndKeepsNoOtherFromBeingAsked() throws Exception {
        Incarnation incarnation = started("sh -c 'trap \"\" TERM; sleep 1000 & echo $! > stubborn; wait' & "
                + "while ! test -s stubborn; do sleep 0.01; done; "
                + "sleep 1000 & echo $$ $! > pids; wait");
        long parent = pids.get(0);
        long obedient = pids.get(1);
        pids.addAll(Processes.pidsIn(directory.resolve("stubborn")));
        incarnation.requestStop();
        Await.until("the obedient have ended", () -> !Processes.isAlive(parent) && !Processes.isAlive(obedient));
        assertTrue(Processes.isAlive(pids.get(2)));
        assertTrue(incarnation.isRunning());
        incarnation.interrupt();
        assertNull(incarnation.end());
        assertTrue(Processes.areGone(pids));
    }

    @Test
    void aDescendantThatIsBornAfterTheStopIsKilledAtTheInterrupt() throws Exception {
        Path worker = directory.resolve("worker.sh");
        Files.writeString(
                worker,
                "trap 'sleep 1000 & echo $! > born; wait $!' TERM; sleep 1000 & echo $PPID $$ $! > pids; wait; wait");
        Incarnation incarnation = started("sh worker.sh & wait");
        incarnation.requestStop();
        pids.addAll(Processes.pidsIn(directory.resolve("born")));
        incarnation.interrupt();
        assertNull(incarnation.end());
        assertTrue(Processes.areGone(pids));
    }

    @Test
    void aShellThatIsKilledDoesNotGoOnToItsNextCommand() throws Exception {
        Incarnation incarnation = started("trap '' TERM; echo $$ > pids; sleep 1000; touch went-on; sleep 1000");
        incarnation.requestStop();
        incarnation.interrupt();
        assertNull(incarnation.end());
        assertTrue(Files.notExists(directory.resolve("went-on")));
    }

    @Test
    void aStopThatCameBeforeTheProcessEndsIt() throws Exception {
        FakeContext context = new FakeContext();
        context.requestStop();
        assertNull(Incarnation.of(sh("exec sleep 1000"), context).end());
    }

    @Test
    void anInterruptWithoutAStopKillsItAndIsACrash() throws Exception {
        Incarnation incarnation = started("trap '' TERM; echo $$ > pids; exec sleep 1000");
        incarnation.interrupt();
        assertInstanceOf(InterruptedException.class, incarnation.end());
        assertTrue(Processes.areGone(pids));
    }

    @Test
    void anInterruptThatCameBeforeTheProcessKillsIt() throws Exception {
        Incarnation incarnation = Incarnation.interruptedBeforeItBegins(sh("trap '' TERM; exec sleep 1000"));
        assertInstanceOf(InterruptedException.class, incarnation.end());
    }

    @Test
    void aProcessThatCannotBeSupervisedIsKilled() throws Exception {
        Error noRoom = new OutOfMemoryError("for the callback");
        FakeContext context = new FakeContext() {
            @Override
            public void onStop(Runnable callback) {
                ProcessHandle.current().children().map(ProcessHandle::pid).forEach(pids::add);
                throw noRoom;
            }
        };
        assertSame(
                noRoom,
                Incarnation.of(sh("trap '' TERM; exec sleep 1000"), context).end());
        assertEquals(1, pids.size());
        assertTrue(Processes.areGone(pids));
    }
}

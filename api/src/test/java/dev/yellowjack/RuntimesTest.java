package dev.yellowjack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.runtime.SupervisorRuntime;
import java.util.List;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** How a runtime is chosen, and what is said where it cannot be. */
class RuntimesTest {
    private static final SupervisorRuntime THREADS = new FakeRuntime("threads");
    private static final SupervisorRuntime VIRTUAL_THREADS = new FakeRuntime("virtualthreads");
    private static final String THREADS_ARTIFACT = "dev.yellowjack:yellowjack-runtime-threads";
    private static final String VIRTUAL_THREADS_ARTIFACT = "dev.yellowjack:yellowjack-runtime-virtualthreads";

    private static String refusal(Executable choice) {
        return assertThrows(IllegalStateException.class, choice).getMessage();
    }

    private static void assertContains(String message, String part) {
        assertTrue(message.contains(part), () -> "'" + part + "' is not in: " + message);
    }

    @Test
    void theOnlyRuntimeNeedNotBeNamed() {
        assertSame(THREADS, Runtimes.choose(List.of(THREADS), null));
    }

    @Test
    void aNamedRuntimeIsChosenAmongSeveral() {
        List<SupervisorRuntime> both = List.of(THREADS, VIRTUAL_THREADS);
        assertSame(THREADS, Runtimes.choose(both, "threads"));
        assertSame(VIRTUAL_THREADS, Runtimes.choose(both, "virtualthreads"));
    }

    /** There is none on the class path of this test. */
    @Test
    void withoutARuntimeTheArtifactsAreNamed() {
        String message = refusal(() -> Supervisor.builder().start());
        assertContains(message, "no runtime on the class path");
        assertContains(message, "add ");
        assertContains(message, THREADS_ARTIFACT);
        assertContains(message, VIRTUAL_THREADS_ARTIFACT);
    }

    @Test
    void withoutAnyRuntimeANameDoesNotHelp() {
        String message = refusal(() -> Supervisor.builder().runtime("threads").start());
        assertContains(message, "no runtime on the class path");
        assertContains(message, THREADS_ARTIFACT);
    }

    @Test
    void oneOfTwoRuntimesHasToBeNamed() {
        String message = refusal(() -> Runtimes.choose(List.of(VIRTUAL_THREADS, THREADS), null));
        assertContains(message, "several runtimes on the class path (threads, virtualthreads)");
        assertContains(message, "Supervisor.builder().runtime(\"threads\")"); // It works on any Java.
        assertContains(message, "keep only one of the artifacts");
    }

    @Test
    void aNameThatIsNotThereIsAnsweredWithThoseThatAre() {
        String message = refusal(() -> Runtimes.choose(List.of(VIRTUAL_THREADS, THREADS), "loom"));
        assertContains(message, "no runtime 'loom'");
        assertContains(message, "threads, virtualthreads");
        assertContains(message, "take one of these");
        assertContains(message, THREADS_ARTIFACT);
    }

    @Test
    void aNameIsNotOverlookedWhereThereIsOnlyOneRuntime() {
        String message = refusal(() -> Runtimes.choose(List.of(THREADS), "virtualthreads"));
        assertContains(message, "no runtime 'virtualthreads'");
        assertContains(message, VIRTUAL_THREADS_ARTIFACT);
    }

    @Test
    void twoRuntimesOfTheSameNameAreRefused() {
        List<SupervisorRuntime> both = List.of(THREADS, new FakeRuntime("threads"));
        for (String name : new String[] {null, "threads"}) {
            String message = refusal(() -> Runtimes.choose(both, name));
            assertContains(message, "several runtimes on the class path are called 'threads'");
            assertContains(message, FakeRuntime.class.getName() + ", " + FakeRuntime.class.getName());
            assertContains(message, "keep only one of the artifacts");
        }
    }

    @Test
    void anAmbiguousNameThatNobodyAsksForDoesNotMatter() {
        List<SupervisorRuntime> three = List.of(THREADS, new FakeRuntime("threads"), VIRTUAL_THREADS);
        assertSame(VIRTUAL_THREADS, Runtimes.choose(three, "virtualthreads"));
        assertContains(refusal(() -> Runtimes.choose(three, null)), "(threads, virtualthreads)");
    }

    @Test
    void aRuntimeThatCannotBeLoadedIsRefusedWithTheCause() throws Exception {
        for (String line : List.of("no.such.Runtime", "not a class name", Example.Broken.class.getName())) {
            try (ClassPath classPath = ClassPath.announcing(line)) {
                IllegalStateException refusal =
                        assertThrows(IllegalStateException.class, () -> classPath.nameOfRuntime(null));
                assertContains(refusal.getMessage(), "a runtime on the class path cannot be loaded");
                assertContains(refusal.getMessage(), "META-INF/services/" + SupervisorRuntime.class.getName());
                assertInstanceOf(ServiceConfigurationError.class, refusal.getCause());
            }
        }
    }

    @Test
    void aRuntimeThatCannotBeLoadedDoesNotMatterWhereOneIsHandedOver() throws Exception {
        try (ClassPath classPath = ClassPath.announcing("no.such.Runtime")) {
            assertEquals(List.of("threads starts"), classPath.callStatic(Example.class, "runWithARuntimeHandedOver"));
        }
    }

    @Test
    void aRuntimeOnTheClassPathIsFound() throws Exception {
        try (ClassPath classPath = ClassPath.with(Example.Threads.class)) {
            assertEquals("threads", classPath.nameOfRuntime(null));
            assertEquals("threads", classPath.nameOfRuntime("threads"));
        }
    }

    @Test
    void twoRuntimesOnTheClassPathAreFound() throws Exception {
        try (ClassPath classPath = ClassPath.with(Example.Threads.class, Example.Other.class)) {
            assertEquals("other", classPath.nameOfRuntime("other"));
            assertContains(refusal(() -> classPath.nameOfRuntime(null)), "(other, threads)");
        }
    }

    @Test
    void aRuntimeIsFoundWhateverTheContextClassLoaderIs() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (ClassPath classPath = ClassPath.with(Example.Threads.class)) {
            thread.setContextClassLoader(null);
            assertEquals("threads", classPath.nameOfRuntime(null));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void aSupervisorThatIsAChildKeepsTheNameOfItsRuntime() throws Exception {
        try (ClassPath classPath = ClassPath.with(Example.Threads.class, Example.Other.class)) {
            assertEquals(
                    List.of("other starts", "Child[inner, flag inner]"),
                    classPath.callStatic(Example.class, "runOneThatIsAChild"));
        }
    }

    @Test
    void whatTheUserWritesCompilesAndRunsAsItStandsThere() throws Exception {
        try (ClassPath classPath = ClassPath.with(Example.Threads.class)) {
            assertEquals(
                    List.of(
                            "threads starts",
                            "Child[orders, flag orders-consumer]",
                            "Child[mailer, flag mailer]",
                            "awaited",
                            "closed"),
                    classPath.callStatic(Example.class, "run"));
        }
    }
}

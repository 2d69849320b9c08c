package dev.yellowjack;

import dev.yellowjack.runtime.SupervisorConfig;
import dev.yellowjack.runtime.SupervisorRuntime;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The JVM that {@link ShutdownHookTest} shuts down. It says on its output what is asked of its supervisors. */
final class ShutdownMain {
    private static final CountDownLatch CLOSED = new CountDownLatch(1);
    private static final CountDownLatch NESTED = new CountDownLatch(1);

    private ShutdownMain() {}

    public static void main(String[] arguments) {
        switch (arguments[0]) {
            case "close" -> {
                supervisor().start();
                startAsAChild();
                Supervisor.builder().runtime(new SayingRuntime()).start(); // Nobody wants this one closed.
            }
            case "close-and-throw" -> {
                Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> say(thread.getName() + ": "
                        + thrown.getMessage() + ": "
                        + Arrays.stream(thrown.getSuppressed())
                                .map(Throwable::getMessage)
                                .collect(Collectors.joining(", "))));
                for (int i = 0; i < 2; i++) {
                    supervisor(new SayingRuntime(() -> {
                                throw new IllegalStateException("stuck");
                            }))
                            .start();
                }
            }
            case "start-in-shutdown" -> Runtime.getRuntime().addShutdownHook(new Thread(ShutdownMain::startLate));
            case "start-after-close" -> {
                supervisor().start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    awaitBriefly(CLOSED);
                    startLate();
                }));
            }
            case "start-across-close" -> {
                supervisor().start();
                Thread late = new Thread(() -> startLate(new SayingRuntime() {
                    @Override
                    public Supervisor create(SupervisorConfig config) {
                        NESTED.countDown();
                        awaitBriefly(CLOSED);
                        return super.create(config);
                    }
                }));
                late.start();
                awaitBriefly(NESTED);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> joinBriefly(late)));
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        say("ready");
        awaitBriefly(new CountDownLatch(1));
    }

    private static SupervisorBuilder supervisor() {
        return supervisor(new SayingRuntime());
    }

    private static SupervisorBuilder supervisor(SupervisorRuntime runtime) {
        return Supervisor.builder().runtime(runtime).closeOnShutdown();
    }

    private static void startAsAChild() {
        Child child = Child.named("inner").flag("inner").supervises(supervisor());
        Incarnation.of(child);
        awaitBriefly(NESTED);
    }

    private static void startLate() {
        startLate(new SayingRuntime());
    }

    private static void startLate(SupervisorRuntime runtime) {
        try {
            supervisor(runtime).start();
        } catch (IllegalStateException refused) {
            say("IllegalStateException: " + refused.getMessage());
        }
    }

    private static void awaitBriefly(CountDownLatch latch) {
        try {
            if (!latch.await(Await.BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
                say("did not happen");
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static void joinBriefly(Thread thread) {
        try {
            thread.join(Await.BOUND.toMillis());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private static class SayingRuntime implements SupervisorRuntime {
        private final Runnable trouble;

        SayingRuntime() {
            this(() -> {});
        }

        /** Makes a runtime whose supervisors run into trouble with each call that closes them. */
        SayingRuntime(Runnable trouble) {
            this.trouble = trouble;
        }

        @Override
        public String name() {
            return "saying";
        }

        @Override
        public Supervisor create(SupervisorConfig config) {
            return new FakeSupervisor(config) {
                @Override
                public void awaitClosed() throws InterruptedException {
                    NESTED.countDown();
                    super.awaitClosed();
                }

                @Override
                public boolean close(Duration timeout) {
                    say("asked");
                    trouble.run();
                    return false;
                }

                @Override
                public void close() {
                    say("closed");
                    CLOSED.countDown();
                    trouble.run();
                }
            };
        }
    }
}

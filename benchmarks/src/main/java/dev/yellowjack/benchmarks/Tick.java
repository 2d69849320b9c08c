package dev.yellowjack.benchmarks;

import dev.openfeature.sdk.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The original's way in plain Java: each second one thread looks at every child's flag, and starts and stops one after
 * the other, waiting for each stop. A child that has crashed stays down until its flag has been off.
 */
final class Tick implements AutoCloseable {
    private final Client client;
    private final Threads threads;
    private final List<Member> members = new ArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().daemon().name("tick").unstarted(this::run);

    private static final class Member {
        final String name;
        final String flag;
        final Consumer<Cue> body;

        @Nullable
        Cue running;

        CountDownLatch ended = new CountDownLatch(0);
        volatile boolean crashed;

        Member(String name, String flag, Consumer<Cue> body) {
            this.name = name;
            this.flag = flag;
            this.body = body;
        }
    }

    Tick(Client client, Threads threads) {
        this.client = client;
        this.threads = threads;
    }

    /** Adds a child; before the start. */
    void child(String name, String flag, Consumer<Cue> body) {
        members.add(new Member(name, flag, body));
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                for (Member member : members) {
                    look(member);
                }
            } while (!closing.await(1, TimeUnit.SECONDS));
            for (Member member : members) {
                stop(member);
            }
        } catch (InterruptedException byNobody) {
            throw new IllegalStateException(byNobody);
        }
    }

    private void look(Member member) throws InterruptedException {
        boolean on = client.getBooleanValue(member.flag, false);
        if (!on) {
            stop(member);
            member.crashed = false;
        } else if (member.running == null && !member.crashed) {
            start(member);
        }
    }

    private void start(Member member) {
        Cue cue = new Cue();
        CountDownLatch ended = new CountDownLatch(1);
        member.running = cue;
        member.ended = ended;
        threads.start(member.name, () -> {
            try {
                member.body.accept(cue);
            } catch (RuntimeException crash) {
                member.crashed = true;
            } finally {
                ended.countDown();
            }
        });
    }

    private static void stop(Member member) throws InterruptedException {
        if (member.running != null) {
            member.running.give();
            member.ended.await();
            member.running = null;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException byNobody) {
            throw new IllegalStateException(byNobody);
        }
    }
}

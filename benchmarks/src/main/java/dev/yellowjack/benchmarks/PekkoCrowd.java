package dev.yellowjack.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Typed actors that their guardian starts, watches and stops. An actor has no thread while it waits, so it does less than
 * the others. Stopped actors stay stopped, and a start makes new ones.
 */
final class PekkoCrowd implements Crowd {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private enum Order {
        START,
        STOP,
        CRASH
    }

    private final Plan plan;
    private final ActorSystem<Order> system;
    private volatile Muster muster;
    private volatile CountDownLatch recorded = new CountDownLatch(0);

    PekkoCrowd(Plan plan) {
        this.plan = plan;
        muster = new Muster(plan.children());
        system = ActorSystem.create(guardian(), "crowd");
    }

    private Behavior<Order> guardian() {
        return Behaviors.setup(context -> {
            List<ActorRef<Order>> actors = new ArrayList<>(plan.children());
            return Behaviors.receive(Order.class)
                    .onMessageEquals(Order.START, () -> {
                        for (int i = 0; i < plan.children(); i++) {
                            ActorRef<Order> actor = context.spawnAnonymous(actor());
                            context.watch(actor);
                            actors.add(actor);
                        }
                        return Behaviors.same();
                    })
                    .onMessageEquals(Order.STOP, () -> {
                        actors.forEach(context::stop);
                        actors.clear();
                        return Behaviors.same();
                    })
                    .onMessageEquals(Order.CRASH, () -> {
                        actors.forEach(actor -> actor.tell(Order.CRASH));
                        actors.clear();
                        return Behaviors.same();
                    })
                    .onSignal(Terminated.class, terminated -> {
                        recorded.countDown();
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    private Behavior<Order> actor() {
        return Behaviors.setup(context -> {
            Muster of = muster;
            of.begun.countDown();
            return Behaviors.receive(Order.class)
                    .onMessageEquals(Order.CRASH, () -> {
                        throw new IllegalStateException("storm");
                    })
                    .onSignal(PostStop.class, stopped -> {
                        of.ended.countDown();
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    @Override
    public void start() throws InterruptedException {
        muster = new Muster(plan.children());
        recorded = new CountDownLatch(plan.children());
        system.tell(Order.START);
        await(muster.begun);
    }

    @Override
    public void stop() throws InterruptedException {
        system.tell(Order.STOP);
        await(muster.ended);
        await(recorded);
    }

    @Override
    public void crash() throws InterruptedException {
        system.tell(Order.CRASH);
        await(recorded);
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(latch.getCount() + " actors have not been heard of");
        }
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }
}

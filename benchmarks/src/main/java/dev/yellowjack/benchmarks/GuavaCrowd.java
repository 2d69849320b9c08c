package dev.yellowjack.benchmarks;

import com.google.common.util.concurrent.AbstractExecutionThreadService;
import com.google.common.util.concurrent.Service;
import com.google.common.util.concurrent.ServiceManager;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/** Services of a Guava {@link ServiceManager}. It can be started once. */
final class GuavaCrowd implements Crowd {
    private final Plan plan;
    private final Muster muster;
    private final ServiceManager manager;

    GuavaCrowd(Plan plan) {
        this.plan = plan;
        muster = new Muster(plan.children());
        manager = new ServiceManager(
                IntStream.range(0, plan.children()).mapToObj(Worker::new).toList());
    }

    private final class Worker extends AbstractExecutionThreadService {
        private final Cue cue = new Cue();
        private final int number;

        Worker(int number) {
            this.number = number;
        }

        @Override
        protected void run() throws InterruptedException {
            if (plan.stormy()) {
                muster.crashInTheStorm();
            }
            muster.begun.countDown();
            cue.await();
            muster.ended.countDown();
        }

        @Override
        protected void triggerShutdown() {
            cue.give();
        }

        @Override
        protected Executor executor() {
            return body -> plan.threads().start(serviceName(), body);
        }

        @Override
        protected String serviceName() {
            return plan.name(number);
        }
    }

    @Override
    public void start() throws InterruptedException {
        manager.startAsync().awaitHealthy();
        muster.begun.await();
    }

    @Override
    public void stop() throws InterruptedException {
        manager.stopAsync().awaitStopped();
        muster.ended.await();
    }

    @Override
    public void crash() {
        muster.storm.countDown();
        manager.awaitStopped();
        if (manager.servicesByState().get(Service.State.FAILED).size() != plan.children()) {
            throw new IllegalStateException("not all have failed: " + manager);
        }
    }

    @Override
    public void close() {
        if (plan.stormy()) {
            muster.storm.countDown();
        }
        manager.stopAsync().awaitStopped();
    }
}

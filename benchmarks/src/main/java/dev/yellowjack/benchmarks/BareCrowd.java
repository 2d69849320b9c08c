package dev.yellowjack.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Threads that nobody looks after: what the JVM itself costs. */
final class BareCrowd implements Crowd {
    private final Plan plan;
    private final List<Cue> cues = new ArrayList<>();
    private Muster muster;

    BareCrowd(Plan plan) {
        this.plan = plan;
        muster = new Muster(plan.children());
    }

    @Override
    public void start() throws InterruptedException {
        Muster now = new Muster(plan.children());
        muster = now;
        for (int i = 0; i < plan.children(); i++) {
            Cue cue = new Cue();
            cues.add(cue);
            plan.threads().start(plan.name(i), () -> {
                now.begun.countDown();
                cue.await();
                now.ended.countDown();
            });
        }
        now.begun.await();
    }

    @Override
    public void stop() throws InterruptedException {
        cues.forEach(Cue::give);
        cues.clear();
        muster.ended.await();
    }

    @Override
    public void crash() {
        throw new UnsupportedOperationException("a bare crash is recorded nowhere");
    }

    @Override
    public void close() {
        if (cues.isEmpty()) {
            return; // Never started, or stopped.
        }
        try {
            stop();
        } catch (InterruptedException byNobody) {
            throw new IllegalStateException(byNobody);
        }
    }
}

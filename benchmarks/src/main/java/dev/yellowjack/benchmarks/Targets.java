package dev.yellowjack.benchmarks;

import dev.yellowjack.benchmarks.Crowd.Keeper;
import dev.yellowjack.benchmarks.Crowd.Plan;
import dev.yellowjack.benchmarks.Measured.Unit;
import dev.yellowjack.benchmarks.Verdict.Bound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The targets: what is run for each, and what is compared with what. They are listed in {@code docs/performance.md}. */
final class Targets {
    static final int LAST = 10;

    private final Size size;
    private final Runs runs;
    private final Plot plot;
    private List<Verdict> verdicts = new ArrayList<>();

    /**
     * Makes them; nothing runs yet.
     *
     * @param plot gets what was measured for several numbers of children
     */
    Targets(Size size, Plot plot) {
        this.size = size;
        this.runs = new Runs(size.forks());
        this.plot = plot;
    }

    /** Runs what one target needs. */
    List<Verdict> run(int target) throws Exception {
        verdicts = new ArrayList<>();
        switch (target) {
            case 1 -> flips();
            case 2 -> flipsAmongMany();
            case 3 -> idleChecks();
            case 4 -> startAndStop();
            case 5 -> storm();
            case 6 -> memory();
            case 7 -> headOfLine();
            case 8 -> million();
            case 9 -> platformThreads();
            case 10 -> idle();
            default -> throw new IllegalArgumentException("there is no target " + target);
        }
        return verdicts;
    }

    private void flips() throws Exception {
        for (Threads threads : List.of(Threads.VIRTUAL, Threads.POOLED)) {
            List<List<Figures>> found = runs.byTurns(
                    List.of(flips(Keeper.YELLOWJACK, threads, size.few()), flips(Keeper.BARE, threads, size.few())));
            String among = ", " + threads + ", " + count(size.few()) + " children";
            flips("on", "flip to first instruction", among, found, Bound.times(2), Bound.times(3));
            flips("off", "flip to stop heard", among, found, null, null);
        }
        if (size.ticks() > 0) {
            List<List<Figures>> found = runs.byTurns(List.of(
                    flips(Keeper.YELLOWJACK, Threads.VIRTUAL, size.few()),
                    new FlipTrial(Keeper.TICK, Threads.VIRTUAL, size.few(), 0, size.ticks())));
            shown(
                    1,
                    "flip to first instruction, p50, beside the tick",
                    Measured.nanos(found.get(0), figures -> figures.median("on")),
                    Measured.nanos(found.get(1), figures -> figures.median("on")),
                    "tick");
        }
    }

    private void flips(
            String which,
            String name,
            String among,
            List<List<Figures>> found,
            @Nullable Bound p50,
            @Nullable Bound p99) {
        verdicts.add(new Verdict(
                1,
                name + ", p50" + among,
                Measured.nanos(found.get(0), figures -> figures.median(which)),
                Measured.nanos(found.get(1), figures -> figures.median(which)),
                "bare",
                p50));
        verdicts.add(new Verdict(
                1,
                name + ", p99" + among,
                Measured.nanos(found.get(0), figures -> figures.percentile(which, 99)),
                Measured.nanos(found.get(1), figures -> figures.percentile(which, 99)),
                "bare",
                p99));
    }

    private FlipTrial flips(Keeper keeper, Threads threads, int children) {
        return new FlipTrial(keeper, threads, children, size.warmUps(), size.flips());
    }

    private void flipsAmongMany() throws Exception {
        int few = size.few() / 10;
        List<List<Figures>> found = runs.byTurns(List.of(
                flips(Keeper.YELLOWJACK, Threads.VIRTUAL, size.many()),
                flips(Keeper.YELLOWJACK, Threads.VIRTUAL, few)));
        for (int percent : List.of(50, 99)) {
            bounded(
                    2,
                    "flip to first instruction, p" + percent + ", among " + count(size.many()),
                    Measured.nanos(found.get(0), figures -> figures.percentile("on", percent)),
                    Measured.nanos(found.get(1), figures -> figures.percentile("on", percent)),
                    "among " + count(few),
                    Bound.times(1.5));
        }
    }

    private void idleChecks() throws Exception {
        IdleChecks checks = IdleChecks.run(size);
        for (int children : size.sizes()) {
            String of = " of " + count(children);
            Measured bare = checks.time("bare", children);
            Measured distinct = checks.time("distinct", children);
            Measured shared = checks.time("shared", children);
            bounded(3, "idle check" + of, distinct, bare, "evaluations", Bound.above(Unit.NANOS, 1.25, 100_000));
            bounded(
                    3,
                    "idle check" + of + ", allocation",
                    checks.allocation("distinct", children),
                    checks.allocation("bare", children),
                    "evaluations",
                    Bound.times(1.1));
            bounded(3, "idle check" + of + " on one flag", shared, bare, "evaluations", Bound.times(0.05));
            shown(
                    3,
                    "idle check" + of + ", beside another thread's",
                    distinct,
                    checks.time("elsewhere", children),
                    "elsewhere");
            plot.point("idle check", "Yellowjack", children, distinct.median());
            plot.point("idle check", "Yellowjack, one flag", children, shared.median());
            plot.point("idle check", "bare", children, bare.median());
        }
    }

    private void startAndStop() throws Exception {
        if (size.curves()) {
            for (int children : size.sizes()) {
                if (children != size.many()) {
                    curve(children, crowds(children));
                }
            }
        }
        int many = size.many();
        List<List<Figures>> found = crowds(many);
        curve(many, found);
        for (String step : List.of("start", "stop")) {
            Measured ours = median(found.get(0), step);
            String name = step + " all " + count(many);
            bounded(4, name, ours, median(found.get(1), step), "bare", Bound.times(2.5));
            bounded(4, name + ", beside Guava", ours, median(found.get(2), step), "Guava", Bound.times(1));
            bounded(4, name + ", beside Pekko", ours, median(found.get(3), step), "Pekko", Bound.times(1));
        }
        bounded(
                4,
                "close " + count(many),
                median(found.get(0), "close"),
                median(found.get(0), "stop"),
                "stop all",
                Bound.times(1));
        for (String step : List.of("first start", "first stop")) {
            shown(
                    4,
                    step + " of a JVM, all " + count(many),
                    median(found.get(0), step),
                    median(found.get(1), step),
                    "bare");
        }
        if (size.curves()) {
            List<Figures> tick = runs.byTurns(List.of(crowd(Keeper.TICK, many))).get(0);
            shown(4, "start all, beside the tick", median(found.get(0), "start"), median(tick, "start"), "tick");
            shown(4, "stop all, beside the tick", median(found.get(0), "stop"), median(tick, "stop"), "tick");
        }
    }

    /** Ours, bare, Guava's, Pekko's. */
    private List<List<Figures>> crowds(int children) throws Exception {
        return runs.byTurns(List.of(
                crowd(Keeper.YELLOWJACK, children),
                crowd(Keeper.BARE, children),
                crowd(Keeper.GUAVA, children),
                crowd(Keeper.PEKKO, children)));
    }

    private CrowdTrial crowd(Keeper keeper, int children) {
        return new CrowdTrial(keeper, new Plan(Threads.VIRTUAL, children, false, false), 2, size.times());
    }

    private void curve(int children, List<List<Figures>> found) {
        List<String> keepers = List.of("Yellowjack", "bare", "Guava", "Pekko");
        for (String step : List.of("start", "stop")) {
            for (int i = 0; i < keepers.size(); i++) {
                plot.point(
                        step + " all",
                        keepers.get(i),
                        children,
                        median(found.get(i), step).median());
            }
        }
    }

    private void storm() throws Exception {
        Plan plan = new Plan(Threads.VIRTUAL, size.many(), true, false);
        List<List<Figures>> found = runs.byTurns(List.of(
                new CrowdTrial(Keeper.YELLOWJACK, plan, 2, size.times()),
                new CrowdTrial(Keeper.GUAVA, plan, 2, size.times()),
                new CrowdTrial(Keeper.PEKKO, plan, 2, size.times())));
        String name = "crash storm of " + count(size.many());
        Measured ours = median(found.get(0), "crash");
        bounded(5, name, ours, median(found.get(1), "crash"), "Guava", Bound.times(1));
        shown(5, name + ", beside Pekko", ours, median(found.get(2), "crash"), "Pekko");
    }

    private void memory() throws Exception {
        Plan own = new Plan(Threads.VIRTUAL, size.many(), false, true);
        Plan one = new Plan(Threads.VIRTUAL, size.many(), false, false);
        List<MemoryTrial> trials = new ArrayList<>(List.of(
                new MemoryTrial(Keeper.YELLOWJACK, own, size.crowds()),
                new MemoryTrial(Keeper.BARE, one, size.crowds())));
        if (size.curves()) {
            trials.add(new MemoryTrial(Keeper.YELLOWJACK, one, size.crowds()));
            trials.add(new MemoryTrial(Keeper.GUAVA, one, size.crowds()));
            trials.add(new MemoryTrial(Keeper.PEKKO, one, size.crowds()));
        }
        List<Measured> bytes = runs.byTurns(trials).stream()
                .map(forks -> Measured.of(Unit.BYTES, forks, figures -> figures.median("bytes")))
                .toList();
        Bound bound = Bound.above(Unit.BYTES, 1, 1000);
        bounded(6, "memory per running child, own flags", bytes.get(0), bytes.get(1), "bare", bound);
        if (size.curves()) {
            bounded(6, "memory per running child, one flag", bytes.get(2), bytes.get(1), "bare", bound);
            shown(6, "memory per running child, own flags, beside Guava", bytes.get(0), bytes.get(3), "Guava");
            shown(6, "memory per running child, own flags, beside Pekko", bytes.get(0), bytes.get(4), "Pekko");
        }
    }

    private void headOfLine() throws Exception {
        Duration length = size.slow().minusMillis(500);
        List<List<Figures>> found = runs.byTurns(List.of(
                new HeadOfLineTrial(size.few(), size.warmUps(), size.windows(), length, size.slow()),
                new HeadOfLineTrial(size.few(), size.warmUps(), size.windows(), length, Duration.ZERO)));
        bounded(
                7,
                "flip, p99, while 2 % start or stop slowly",
                Measured.nanos(found.get(0), figures -> figures.percentile("either", 99)),
                Measured.nanos(found.get(1), figures -> figures.percentile("either", 99)),
                "without them",
                Bound.times(1.5));
    }

    private void million() throws Exception {
        List<Figures> forks =
                runs.byTurns(List.of(new MillionTrial(size.most(), size.few()))).get(0);
        for (String step : List.of("build", "start", "flip on", "flip off", "crash", "stop", "close", "status")) {
            shown(8, count(size.most()) + " children: " + step, median(forks, step), null, "");
        }
        for (String step : List.of("start", "flip on", "flip off", "crash", "stop", "start again", "close")) {
            String pause = "pause in " + step;
            shown(8, count(size.most()) + " children: " + pause, median(forks, pause), null, "");
        }
        verdicts.add(new Verdict(
                8,
                count(size.most()) + " children: longest pause of the control loop",
                Measured.nanos(forks, figures -> figures.max("pause")),
                null,
                "",
                Bound.atMost(Unit.NANOS, 250e6)));
    }

    private void platformThreads() throws Exception {
        Plan plan = new Plan(Threads.PLATFORM, size.platform(), false, false);
        List<List<Figures>> found = runs.byTurns(List.of(
                new CrowdTrial(Keeper.YELLOWJACK, plan, size.platformTimes() - 1, size.platformTimes()),
                new CrowdTrial(Keeper.GUAVA, plan, size.platformTimes() - 1, size.platformTimes())));
        String of = " all " + count(size.platform()) + ", platform threads";
        bounded(9, "start" + of, median(found.get(0), "start"), median(found.get(1), "start"), "Guava", Bound.times(1));
        shown(9, "stop" + of, median(found.get(0), "stop"), median(found.get(1), "stop"), "Guava");
    }

    private void idle() throws Exception {
        idle(size.few(), 1000, 0.1);
        idle(size.many(), 20, 3);
    }

    private void idle(int children, int warmUps, double most) throws Exception {
        List<Figures> forks = runs.byTurns(List.of(new IdleTrial(
                        children, size.forks() == 0 ? 1 : warmUps, size.idle().dividedBy(5), size.idle())))
                .get(0);
        verdicts.add(new Verdict(
                10,
                "idle, " + count(children) + " children, of one processor",
                Measured.of(Unit.PERCENT, forks, figures -> figures.median("all")),
                null,
                "",
                Bound.atMost(Unit.PERCENT, most)));
        if (ProcessorTime.isByThread()) {
            Measured own = Measured.of(Unit.PERCENT, forks, figures -> figures.median("own"));
            shown(10, "idle, " + count(children) + " children, the supervisor's own threads", own, null, "");
        }
    }

    private static Measured median(List<Figures> forks, String name) {
        return Measured.nanos(forks, figures -> figures.median(name));
    }

    private void bounded(int target, String name, Measured ours, Measured reference, String by, Bound bound) {
        verdicts.add(new Verdict(target, name, ours, reference, by, bound));
    }

    private void shown(int target, String name, Measured ours, @Nullable Measured reference, String by) {
        verdicts.add(new Verdict(target, name, ours, reference, by, null));
    }

    private static String count(int children) {
        return String.format(Locale.ROOT, "%,d", children);
    }
}

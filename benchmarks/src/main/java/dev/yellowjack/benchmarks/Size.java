package dev.yellowjack.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param forks in how many JVMs each trial runs; zero for in this one, where only one goes to another for the trial's sake
 * @param few how many children are few
 * @param many how many are many
 * @param most how many are most
 * @param platform how many platform threads
 * @param sizes of which numbers of children there is an idle check, and a curve where {@code curves} are wanted
 * @param flips how many flips of one flag are measured in each JVM
 * @param warmUps how many rounds of something come before what is measured
 * @param times how often all are started, stopped, closed or crash in each JVM
 * @param ticks how many flips the tick is given, which takes a second for each
 * @param platformTimes how often platform threads are, which take long; once less before that
 * @param crowds how many crowds come before the one whose memory is measured
 * @param windows in how many windows there are slow children
 * @param slow how long these take
 * @param idle for how long nothing is done
 * @param check for how long JMH repeats a check: once for each warm-up, and as often for the measurement
 */
record Size(
        String name,
        int forks,
        int few,
        int many,
        int most,
        int platform,
        List<Integer> sizes,
        boolean curves,
        int flips,
        int warmUps,
        int times,
        int ticks,
        int platformTimes,
        int crowds,
        int windows,
        Duration slow,
        Duration idle,
        Duration check) {

    static final Size SMOKE = new Size(
            "smoke",
            0,
            10,
            100,
            1000,
            20,
            List.of(10, 100),
            true,
            3,
            1,
            1,
            1,
            1,
            1,
            1,
            Duration.ofMillis(500),
            Duration.ofMillis(200),
            Duration.ofMillis(50));

    static final Size BRIEF = new Size(
            "brief",
            1,
            1000,
            100_000,
            1_000_000,
            10_000,
            List.of(1000, 10_000, 100_000),
            false,
            100,
            60,
            2,
            0,
            1,
            6,
            1,
            Duration.ofSeconds(4),
            Duration.ofSeconds(5),
            Duration.ofMillis(200));

    static final Size FULL = new Size(
            "full",
            5,
            1000,
            100_000,
            1_000_000,
            10_000,
            List.of(1000, 10_000, 100_000),
            true,
            300,
            100,
            5,
            10,
            2,
            10,
            4,
            Duration.ofSeconds(4),
            Duration.ofSeconds(60),
            Duration.ofSeconds(1));

    static Size of(String name) {
        return switch (name) {
            case "smoke" -> SMOKE;
            case "brief" -> BRIEF;
            case "full" -> FULL;
            default -> throw new IllegalArgumentException("-Dbench=" + name + " is none of brief, full and smoke");
        };
    }
}

package dev.yellowjack.tck;

import dev.openfeature.sdk.ProviderEvent;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** How random sequences are made: everything that can happen does, what is usual more often. */
final class RandomSequences {
    private static final int MOST_CHILDREN = 8;
    private static final int MOST_EVENTS = 10;
    private static final int MOST_THREADS = 4;

    private RandomSequences() {}

    /** Sequences of at most so many commands, on 1 to 8 children. */
    static Arbitrary<Sequence> upTo(int commands) {
        return Arbitraries.integers()
                .between(1, MOST_CHILDREN)
                .flatMap(children -> Combinators.combine(
                                part(children).list().ofSize(children),
                                first().list().ofSize(children),
                                command(children).list().ofMaxSize(commands))
                        .as(Sequence::new));
    }

    /**
     * Storms of at most so many commands a thread, on 1 to 8 children. Each child has a flag of its own, and nothing
     * else, which decides: so it is known where each has to end.
     */
    static Arbitrary<Storm> storms(int commands) {
        return Arbitraries.integers()
                .between(1, MOST_CHILDREN)
                .flatMap(children -> Combinators.combine(
                                part(children).list().ofSize(children).map(RandomSequences::withOwnFlags),
                                first().list().ofSize(children),
                                command(children)
                                        .list()
                                        .ofMaxSize(commands)
                                        .list()
                                        .ofMinSize(2)
                                        .ofMaxSize(MOST_THREADS))
                        .as(Storm::new));
    }

    private static List<Part> withOwnFlags(List<Part> parts) {
        return IntStream.range(0, parts.size())
                .mapToObj(flag -> parts.get(flag).on(flag))
                .toList();
    }

    private static Arbitrary<Part> part(int children) {
        return Combinators.combine(
                        index(children),
                        oneIn(6),
                        oneIn(4),
                        Arbitraries.frequency(Tuple.of(3, 0), Tuple.of(1, 1), Tuple.of(1, 2)),
                        temper())
                .as(Part::new);
    }

    private static Arbitrary<Says> first() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(Says.OFF)), Tuple.of(3, Arbitraries.just(Says.ON)), Tuple.of(1, says()));
    }

    private static Arbitrary<Says> says() {
        return Arbitraries.of(Says.class);
    }

    private static Arbitrary<Temper> temper() {
        return Arbitraries.frequency(
                Tuple.of(4, Temper.HEEDS_STOP), Tuple.of(2, Temper.HEEDS_INTERRUPT), Tuple.of(2, Temper.DEAF));
    }

    private static Arbitrary<Command> command(int children) {
        return Arbitraries.frequencyOf(
                Tuple.of(12, turn(children, Arbitraries.of(Says.ON, Says.OFF))),
                Tuple.of(3, turn(children, says())),
                Tuple.of(
                        6,
                        Combinators.combine(index(children), Arbitraries.of(BodyCommands.End.How.class))
                                .as(BodyCommands.End::new)),
                Tuple.of(2, index(children).map(BodyCommands.Fail::new)),
                Tuple.of(2, Combinators.combine(index(children), temper()).as(BodyCommands.Listen::new)),
                Tuple.of(2, index(children).map(CallCommands.Add::new)),
                Tuple.of(2, index(children).map(CallCommands.Remove::new)),
                Tuple.of(2, index(children).map(CallCommands.Release::new)),
                Tuple.of(1, Arbitraries.create(CallCommands.ReleaseAll::new)),
                Tuple.of(1, Arbitraries.create(FlagCommands.Check::new)),
                Tuple.of(
                        1,
                        event(children)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(MOST_EVENTS)
                                .map(FlagCommands.Burst::new)),
                Tuple.of(1, index(children).map(FlagCommands.Hang::new)),
                Tuple.of(2, Arbitraries.create(FlagCommands.Revive::new)),
                Tuple.of(4, advance()),
                Tuple.of(
                        1,
                        Arbitraries.of(Duration.ofDays(-1), Duration.ofDays(1)).map(TimeCommands.SetWallClock::new)),
                Tuple.of(1, oneIn(8).map(close -> close ? new CallCommands.Close() : new FlagCommands.Check())));
    }

    private static Arbitrary<Command> turn(int flags, Arbitrary<Says> says) {
        return Combinators.combine(index(flags), says).as(FlagCommands.Turn::new);
    }

    private static Arbitrary<FlagCommands.Burst.Event> event(int flags) {
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(5, ProviderEvent.PROVIDER_CONFIGURATION_CHANGED),
                                Tuple.of(1, ProviderEvent.PROVIDER_READY),
                                Tuple.of(1, ProviderEvent.PROVIDER_STALE),
                                Tuple.of(1, ProviderEvent.PROVIDER_ERROR)),
                        index(flags).list().ofMaxSize(flags))
                .as(FlagCommands.Burst.Event::new);
    }

    private static Arbitrary<Command> advance() {
        return Arbitraries.of(
                TimeCommands.Advance.TO_THE_NEXT_DEADLINE,
                TimeCommands.Advance.TO_THE_NEXT_DEADLINE,
                new TimeCommands.Advance(Duration.ofMillis(100)),
                new TimeCommands.Advance(Duration.ofSeconds(19)),
                new TimeCommands.Advance(Part.WINDOW));
    }

    private static Arbitrary<Integer> index(int below) {
        return Arbitraries.integers().between(0, below - 1);
    }

    private static Arbitrary<Boolean> oneIn(int n) {
        return Arbitraries.frequency(Tuple.of(n - 1, false), Tuple.of(1, true));
    }
}

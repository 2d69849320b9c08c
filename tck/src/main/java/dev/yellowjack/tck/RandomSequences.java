package dev.yellowjack.tck;

import dev.openfeature.sdk.ProviderEvent;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** How random sequences are made: everything that can happen does, what is usual more often. */
final class RandomSequences {
    private static final int MOST_CHILDREN = 8;
    private static final int MOST_EVENTS = 10;
    private static final int MOST_THREADS = 4;
    private static final Duration DAY = Duration.ofDays(1);

    private RandomSequences() {}

    /** Sequences of at most so many commands, on 1 to 8 children. */
    static Arbitrary<Sequence> upTo(int commands) {
        return Combinators.combine(parts(), first(), commands(commands))
                .as((parts, first, all) -> new Sequence(within(parts), first, within(all, parts.size())));
    }

    /**
     * Storms of at most so many commands a thread, on 1 to 8 children. Each child has a flag of its own, and nothing
     * else, which decides: so it is known where each has to end.
     */
    static Arbitrary<Storm> storms(int commands) {
        return Combinators.combine(
                        parts(), first(), commands(commands).list().ofMinSize(2).ofMaxSize(MOST_THREADS))
                .as((parts, first, threads) -> new Storm(
                        withOwnFlags(parts),
                        first,
                        threads.stream()
                                .map(commandsOfOne -> within(commandsOfOne, parts.size()))
                                .toList()));
    }

    private static Arbitrary<List<Part>> parts() {
        return part().list().ofMinSize(1).ofMaxSize(MOST_CHILDREN);
    }

    private static Arbitrary<List<Command>> commands(int most) {
        return command().list().ofMaxSize(most).withSizeDistribution(RandomDistribution.uniform());
    }

    /** Made for 8 children, and then brought down to those that there are: so that both can be shortened by themselves. */
    private static List<Command> within(List<Command> commands, int children) {
        return commands.stream().map(command -> command.within(children)).toList();
    }

    private static List<Part> within(List<Part> parts) {
        return parts.stream().map(part -> part.on(part.flag() % parts.size())).toList();
    }

    private static List<Part> withOwnFlags(List<Part> parts) {
        return IntStream.range(0, parts.size())
                .mapToObj(flag -> parts.get(flag).on(flag))
                .toList();
    }

    private static Arbitrary<Part> part() {
        return Combinators.combine(
                        index(),
                        oneIn(6),
                        oneIn(4),
                        Arbitraries.frequency(Tuple.of(4, 0), Tuple.of(3, 1), Tuple.of(1, 2)),
                        temper())
                .as(Part::new);
    }

    private static Arbitrary<List<Says>> first() {
        return Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.just(Says.OFF)),
                        Tuple.of(3, Arbitraries.just(Says.ON)),
                        Tuple.of(1, says()))
                .list()
                .ofSize(MOST_CHILDREN);
    }

    private static Arbitrary<Says> says() {
        return Arbitraries.of(Says.class);
    }

    private static Arbitrary<Temper> temper() {
        return Arbitraries.of(Temper.class);
    }

    private static Arbitrary<Command> command() {
        return Arbitraries.frequencyOf(
                Tuple.of(14, turn(Arbitraries.of(Says.ON, Says.OFF))),
                Tuple.of(3, turn(says())),
                Tuple.of(1, Arbitraries.of(Says.ON, Says.OFF).map(FlagCommands.TurnAll::new)),
                Tuple.of(8, end()),
                Tuple.of(4, index().map(BodyCommands.Fail::of)),
                Tuple.of(2, Combinators.combine(index(), temper()).as(BodyCommands.Listen::new)),
                Tuple.of(2, index().map(CallCommands.Add::new)),
                Tuple.of(2, index().map(CallCommands.Remove::new)),
                Tuple.of(3, index().map(CallCommands.Release::new)),
                Tuple.of(1, Arbitraries.create(CallCommands.ReleaseAll::new)),
                Tuple.of(1, Arbitraries.create(FlagCommands.Check::new)),
                Tuple.of(1, events().map(FlagCommands.Burst::new)),
                Tuple.of(1, index().map(FlagCommands.Hang::new)),
                Tuple.of(2, Arbitraries.create(FlagCommands.Revive::new)),
                Tuple.of(7, advance()),
                Tuple.of(1, Arbitraries.of(DAY, DAY.negated()).map(TimeCommands.SetWallClock::new)),
                Tuple.of(1, oneIn(8).map(close -> close ? new CallCommands.Close() : new FlagCommands.Check())));
    }

    private static Arbitrary<Command> end() {
        return Arbitraries.oneOf(
                index().map(BodyCommands.End::returning),
                index().map(BodyCommands.End::throwingAnException),
                index().map(BodyCommands.End::throwingAnError));
    }

    private static Arbitrary<Command> turn(Arbitrary<Says> says) {
        return Combinators.combine(index(), says).as(FlagCommands.Turn::new);
    }

    private static Arbitrary<List<FlagCommands.Burst.Event>> events() {
        return event().list().ofMinSize(1).ofMaxSize(MOST_EVENTS);
    }

    private static Arbitrary<FlagCommands.Burst.Event> event() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(5, ProviderEvent.PROVIDER_CONFIGURATION_CHANGED),
                                Tuple.of(1, ProviderEvent.PROVIDER_READY),
                                Tuple.of(1, ProviderEvent.PROVIDER_STALE),
                                Tuple.of(1, ProviderEvent.PROVIDER_ERROR)),
                        index().list().ofMaxSize(MOST_CHILDREN))
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

    private static Arbitrary<Integer> index() {
        return Arbitraries.integers().between(0, MOST_CHILDREN - 1).withDistribution(RandomDistribution.uniform());
    }

    private static Arbitrary<Boolean> oneIn(int n) {
        return Arbitraries.frequency(Tuple.of(n - 1, false), Tuple.of(1, true));
    }
}

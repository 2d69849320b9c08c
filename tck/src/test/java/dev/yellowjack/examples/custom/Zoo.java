package dev.yellowjack.examples.custom;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All that the kit is tried on. */
public final class Zoo {
    private Zoo() {}

    /** The kinds that are wrong, in the order of the rules that they break. */
    public static List<Class<? extends Specimen>> wrong() {
        return kindsIn(
                WrongStarts.class,
                WrongStops.class,
                WrongQuarantines.class,
                WrongReadings.class,
                WrongLooks.class,
                WrongSupervisors.class,
                WrongWitnesses.class,
                WrongRestarts.class);
    }

    /** The kinds that are right. */
    public static List<Class<? extends Specimen>> right() {
        return kindsIn(UnusualRuntimes.class);
    }

    /** How often each kind is tried: once, unless {@code -Dyellowjack.zoo.rounds} says otherwise. */
    public static int rounds() {
        return Integer.getInteger("yellowjack.zoo.rounds", 1);
    }

    /** A fresh one, which is for one runtime. */
    public static Specimen specimen(Class<? extends Specimen> kind) {
        try {
            return kind.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException unlikely) {
            throw new IllegalArgumentException(kind + " cannot be made", unlikely);
        }
    }

    /** The rule that a kind is to fail with. */
    public static String ruleBrokenBy(Class<? extends Specimen> kind) {
        return kind.getAnnotation(Breaks.class).value();
    }

    private static List<Class<? extends Specimen>> kindsIn(Class<?>... groups) {
        return Stream.of(groups)
                .flatMap(group -> Arrays.stream(group.getDeclaredClasses())
                        .filter(Specimen.class::isAssignableFrom)
                        .sorted(Comparator.comparing(Class::getSimpleName)))
                .<Class<? extends Specimen>>map(kind -> kind.asSubclass(Specimen.class))
                .toList();
    }
}

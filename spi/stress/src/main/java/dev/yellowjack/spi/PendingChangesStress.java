package dev.yellowjack.spi;

import java.util.Collection;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Events of the provider against the reader that takes up what they name (§4.4). */
public final class PendingChangesStress {
    private PendingChangesStress() {}

    /** Names: how often the two of them are taken, and whether what is left can be seen from outside. */
    @JCStressTest
    @Outcome(id = "11, 1", expect = Expect.ACCEPTABLE, desc = "each was taken once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a name was lost or doubled, or is there and does not show")
    @State
    public static class NamesAgainstTake {
        private final PendingChanges changes = new PendingChanges();

        @Actor
        public void provider() {
            changes.add(List.of("a"), 0);
            changes.add(List.of("b"), 0);
        }

        @Actor
        public void reader(II_Result seen) {
            seen.r1 = weight(changes.takeNamed());
        }

        @Arbiter
        public void rest(II_Result seen) {
            boolean shows = changes.anyNamed();
            Collection<String> left = changes.takeNamed();
            seen.r1 += weight(left);
            seen.r2 = shows != left.isEmpty() && !changes.anyNamed() ? 1 : 0;
        }

        private static int weight(Collection<String> names) {
            return names.stream().mapToInt(name -> name.equals("a") ? 1 : 10).sum();
        }
    }

    /** An event that names nothing: how often it is taken. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "never, or twice")
    @State
    public static class AllAgainstTake {
        private final PendingChanges changes = new PendingChanges();

        @Actor
        public void provider() {
            changes.add(null, 0);
        }

        @Actor
        public void reader(I_Result seen) {
            seen.r1 = changes.takeAll() ? 1 : 0;
        }

        @Arbiter
        public void rest(I_Result seen) {
            seen.r1 += changes.takeAll() ? 1 : 0;
        }
    }
}

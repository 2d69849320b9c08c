package dev.yellowjack.tck;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is asked of a supervisor in a random sequence. */
final class CallCommands {
    private CallCommands() {}

    /** A child is added; if it is there, or the supervisor closed, it has to be refused (§5.3, §5.4). */
    record Add(int child) implements Command {
        @Override
        public Command within(int children) {
            return new Add(child % children);
        }

        @Override
        public boolean isPossible(Model model) {
            return !model.isHung(child);
        }

        @Override
        public String bystanderRule() {
            return "5.3";
        }

        @Override
        public @Nullable Object expect(Model model) {
            if (model.isClosed()) {
                return Refusal.CLOSED;
            }
            if (model.child(child).isPresent()) {
                return Refusal.PRESENT;
            }
            model.add(child);
            return null;
        }

        @Override
        public @Nullable Object carryOut(Cast cast) {
            cast.supervisor().add(cast.actor(child).child());
            return null;
        }

        @Override
        public Set<Refusal> refusals() {
            return Set.of(Refusal.CLOSED, Refusal.PRESENT);
        }

        @Override
        public String toString() {
            return "add " + Sequence.child(child);
        }
    }

    /** A child is removed. */
    record Remove(int child) implements Command {
        @Override
        public Command within(int children) {
            return new Remove(child % children);
        }

        @Override
        public String bystanderRule() {
            return "5.4";
        }

        @Override
        public @Nullable Object expect(Model model) {
            if (!model.child(child).isPresent()) {
                return Refusal.ABSENT;
            }
            model.child(child).remove();
            return null;
        }

        @Override
        public @Nullable Object carryOut(Cast cast) {
            cast.supervisor().remove(Sequence.child(child));
            return null;
        }

        @Override
        public Set<Refusal> refusals() {
            return Set.of(Refusal.ABSENT);
        }

        @Override
        public String toString() {
            return "remove " + Sequence.child(child);
        }
    }

    /** A person releases a child (§3.6). */
    record Release(int child) implements Command {
        @Override
        public Command within(int children) {
            return new Release(child % children);
        }

        @Override
        public String bystanderRule() {
            return "3.6";
        }

        @Override
        public Object expect(Model model) {
            return model.child(child).isPresent() ? model.child(child).release() : Refusal.ABSENT;
        }

        @Override
        public Object carryOut(Cast cast) {
            return cast.supervisor().release(Sequence.child(child));
        }

        @Override
        public Set<Refusal> refusals() {
            return Set.of(Refusal.ABSENT);
        }

        @Override
        public String toString() {
            return "release " + Sequence.child(child);
        }
    }

    /** A person releases whatever is down. */
    record ReleaseAll() implements Command {
        @Override
        public String bystanderRule() {
            return "3.6";
        }

        @Override
        public Object expect(Model model) {
            return model.releaseAll();
        }

        @Override
        public Object carryOut(Cast cast) {
            return cast.supervisor().releaseAll();
        }

        @Override
        public String toString() {
            return "release all";
        }
    }

    /** The supervisor is closed, and nobody waits for it (§5.1). */
    record Close() implements Command {
        @Override
        public String bystanderRule() {
            return "5.1";
        }

        @Override
        public @Nullable Object expect(Model model) {
            model.close();
            return null;
        }

        @Override
        public @Nullable Object carryOut(Cast cast) {
            cast.supervisor().close(Duration.ZERO);
            return null;
        }

        @Override
        public String toString() {
            return "close";
        }
    }
}

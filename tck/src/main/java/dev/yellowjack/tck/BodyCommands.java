package dev.yellowjack.tck;

import org.jspecify.annotations.Nullable;

/** What befalls bodies in a random sequence. */
final class BodyCommands {
    private BodyCommands() {}

    /** A live body ends by itself. */
    record End(int child, How how) implements Command {
        enum How {
            RETURNS(null),
            THROWS_AN_EXCEPTION(new IllegalStateException("thrown by the kit")),
            THROWS_AN_ERROR(new OutOfMemoryError("thrown by the kit"));

            private final @Nullable Throwable thrown;

            How(@Nullable Throwable thrown) {
                this.thrown = thrown;
            }
        }

        @Override
        public boolean isPossible(Model model) {
            return model.child(child).isLive();
        }

        @Override
        public String bystanderRule() {
            return "3.7";
        }

        @Override
        public @Nullable Object expect(Model model) {
            model.child(child).end(how.thrown);
            return null;
        }

        @Override
        public @Nullable Object carryOut(Cast cast) {
            Probe body = cast.body(child);
            if (!body.isLive()) { // as other threads may have it
                return null;
            }
            if (how.thrown == null) {
                body.returns();
            } else {
                body.throwing(how.thrown);
            }
            return null;
        }

        @Override
        public String toString() {
            return "the body of " + Sequence.child(child) + " " + how;
        }
    }

    /** Another thread finds that a live body has failed (§3.8). */
    record Fail(int child) implements Command {
        private static final Throwable CAUSE = new IllegalStateException("failed by the kit");

        @Override
        public boolean isPossible(Model model) {
            return model.child(child).isLive();
        }

        @Override
        public String bystanderRule() {
            return "3.7";
        }

        @Override
        public @Nullable Object expect(Model model) {
            model.child(child).fail(CAUSE);
            return null;
        }

        @Override
        public @Nullable Object carryOut(Cast cast) {
            Probe body = cast.body(child);
            if (body.isLive()) { // or not, as other threads may have it
                body.latest().context().fail(CAUSE);
            }
            return null;
        }

        @Override
        public String toString() {
            return Sequence.child(child) + " fails";
        }
    }

    /** A body listens differently from now on. */
    record Listen(int child, Temper temper) implements Command {
        @Override
        public String bystanderRule() {
            return "2.8";
        }

        @Override
        public @Nullable Object expect(Model model) {
            model.child(child).temper(temper);
            return null;
        }

        @Override
        public @Nullable Object carryOut(Cast cast) {
            cast.body(child).temper(temper);
            return null;
        }

        @Override
        public String toString() {
            return "the body of " + Sequence.child(child) + " " + temper;
        }
    }
}

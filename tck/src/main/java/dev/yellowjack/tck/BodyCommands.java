package dev.yellowjack.tck;

import org.jspecify.annotations.Nullable;

/** What befalls bodies in a random sequence. */
final class BodyCommands {
    private BodyCommands() {}

    /**
     * A live body ends by itself.
     *
     * @param thrown what it throws; null if it returns
     */
    record End(int child, @Nullable Throwable thrown) implements Command {
        static End returning(int child) {
            return new End(child, null);
        }

        static End throwingAnException(int child) {
            return new End(child, new IllegalStateException("thrown by the kit"));
        }

        static End throwingAnError(int child) {
            return new End(child, new OutOfMemoryError("thrown by the kit"));
        }

        @Override
        public Command within(int children) {
            return new End(child % children, thrown);
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
            model.child(child).end(thrown);
            return null;
        }

        @Override
        public @Nullable Object carryOut(Cast cast) {
            Probe body = cast.body(child);
            if (!body.isLive()) { // as other threads may have it
                return null;
            }
            if (thrown == null) {
                body.returns();
            } else {
                body.throwing(thrown);
            }
            return null;
        }

        @Override
        public String toString() {
            return "the body of " + Sequence.child(child)
                    + (thrown == null
                            ? " returns"
                            : " throws " + thrown.getClass().getSimpleName());
        }
    }

    /** Another thread finds that a live body has failed (§3.8). */
    record Fail(int child, Throwable cause) implements Command {
        static Fail of(int child) {
            return new Fail(child, new IllegalStateException("failed by the kit"));
        }

        @Override
        public Command within(int children) {
            return new Fail(child % children, cause);
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
            model.child(child).fail(cause);
            return null;
        }

        @Override
        public @Nullable Object carryOut(Cast cast) {
            Probe body = cast.body(child);
            if (body.isLive()) { // or not, as other threads may have it
                body.latest().context().fail(cause);
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
        public Command within(int children) {
            return new Listen(child % children, temper);
        }

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

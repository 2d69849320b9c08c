package dev.yellowjack.tck;

import dev.openfeature.sdk.ProviderEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What befalls flags and their provider in a random sequence. */
final class FlagCommands {
    private FlagCommands() {}

    /** A flag says something from now on, and is read. After close it is only announced. */
    record Turn(int flag, Says says) implements Command {
        @Override
        public Command within(int children) {
            return new Turn(flag % children, says);
        }

        @Override
        public String bystanderRule() {
            return "1.1";
        }

        @Override
        public @Nullable Object expect(Model model) {
            model.set(flag, says);
            return null;
        }

        @Override
        public @Nullable Object carryOut(Cast cast) {
            cast.flags().answer(says.answer(), Part.flagKey(flag));
            return null;
        }

        @Override
        public After after() {
            return After.CHECK;
        }

        @Override
        public String toString() {
            return Part.flagKey(flag) + " says " + says;
        }
    }

    /** All flags say something from now on, and are read by one look. */
    record TurnAll(Says says) implements Command {
        @Override
        public String bystanderRule() {
            return "1.1";
        }

        @Override
        public @Nullable Object expect(Model model) {
            model.setAll(says);
            return null;
        }

        @Override
        public @Nullable Object carryOut(Cast cast) {
            for (int flag = 0; flag < cast.actors().size(); flag++) {
                cast.flags().answer(says.answer(), Part.flagKey(flag));
            }
            return null;
        }

        @Override
        public After after() {
            return After.CHECK;
        }

        @Override
        public String toString() {
            return "all flags say " + says;
        }
    }

    /** All flags are asked; nothing has changed. */
    record Check() implements Command {
        @Override
        public boolean isPossible(Model model) {
            return !model.isClosed();
        }

        @Override
        public String bystanderRule() {
            return "1.1";
        }

        @Override
        public @Nullable Object carryOut(Cast cast) {
            return null;
        }

        @Override
        public After after() {
            return After.CHECK;
        }

        @Override
        public String toString() {
            return "check";
        }
    }

    /** The provider emits these, though nothing has changed (§4.4). */
    record Burst(List<Event> events) implements Command {
        /** One event, with the flags that it names. */
        record Event(ProviderEvent kind, List<Integer> flags) {
            private void emit(FakeFlags provider) {
                if (kind == ProviderEvent.PROVIDER_CONFIGURATION_CHANGED) {
                    provider.announce(flags.stream().map(Part::flagKey).toArray(String[]::new));
                } else {
                    provider.emit(kind);
                }
            }

            @Override
            public String toString() {
                return kind + (flags.isEmpty() ? "" : " of flags " + flags);
            }
        }

        @Override
        public String bystanderRule() {
            return "4.4";
        }

        @Override
        public @Nullable Object carryOut(Cast cast) {
            events.forEach(event -> event.emit(cast.flags()));
            return null;
        }

        @Override
        public String toString() {
            return "events " + events;
        }
    }

    /** A flag does not answer any more (§4.6). No deadline may be near, since time has to pass until it is given up. */
    record Hang(int flag) implements Command {
        @Override
        public Command within(int children) {
            return new Hang(flag % children);
        }

        @Override
        public boolean isPossible(Model model) {
            return !model.isHung()
                    && !model.isClosed()
                    && model.untilDue()
                            .map(due -> due.compareTo(Trial.UNTIL_GIVEN_UP) > 0)
                            .orElse(true);
        }

        @Override
        public String bystanderRule() {
            return "4.6";
        }

        @Override
        public @Nullable Object expect(Model model) {
            model.hang(flag);
            return null;
        }

        @Override
        public @Nullable Object carryOut(Cast cast) {
            cast.flags().hang(Part.flagKey(flag));
            return null;
        }

        @Override
        public After after() {
            return After.CHECK_UNTIL_GIVEN_UP;
        }

        @Override
        public String toString() {
            return Part.flagKey(flag) + " hangs";
        }
    }

    /** The flag that hangs answers again. */
    record Revive() implements Command {
        @Override
        public boolean isPossible(Model model) {
            return model.isHung();
        }

        @Override
        public String bystanderRule() {
            return "4.6";
        }

        @Override
        public @Nullable Object expect(Model model) {
            model.revive();
            return null;
        }

        @Override
        public @Nullable Object carryOut(Cast cast) {
            cast.flags().reviveAll();
            return null;
        }

        @Override
        public After after() {
            return After.CHECK_ONCE_ANSWERED;
        }

        @Override
        public String toString() {
            return "the flag that hangs is revived";
        }
    }
}

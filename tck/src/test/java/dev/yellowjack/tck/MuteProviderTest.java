package dev.yellowjack.tck;

import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.FeatureProvider;
import dev.yellowjack.runtime.SupervisorRuntime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The kit on a provider that announces nothing, and remembers nothing while its back end is out of reach. */
class MuteProviderTest extends FlagProviderTck {
    @Override
    protected FlagBackend backend() {
        return new MuteBackend();
    }

    @Override
    protected Duration flipTime() {
        return Duration.ofMillis(50);
    }

    @Override
    protected Optional<SupervisorRuntime> runtime() {
        return Optional.of(TestRuntime.runtime());
    }

    static class MuteBackend implements FlagBackend {
        private final Map<String, Answer> flags = new HashMap<>();
        private FakeFlags latest = FakeFlags.ready();
        private boolean connected = true;

        @Override
        public FeatureProvider provider() {
            latest = FakeFlags.ready();
            flags.keySet().forEach(this::tell);
            return latest;
        }

        @Override
        public Abilities abilities() {
            return Abilities.all()
                    .without(Ability.PUSH, "it announces nothing")
                    .without(Ability.TARGET_INSTANCE, "it has no rules")
                    .without(Ability.TARGET_CHILD, "it has no rules");
        }

        @Override
        public void set(String flag, boolean on) {
            put(flag, on ? Answer.ON : Answer.OFF);
        }

        @Override
        public void remove(String flag) {
            put(flag, Answer.MISSING);
        }

        @Override
        public void mistype(String flag) {
            put(flag, Answer.NULL);
        }

        @Override
        public void disable(String flag) {
            put(flag, Answer.DEFAULT);
        }

        @Override
        public void disconnect() {
            connected = false;
            flags.keySet().forEach(this::tell);
        }

        @Override
        public void reconnect() {
            connected = true;
            flags.keySet().forEach(this::tell);
        }

        private void put(String flag, Answer answer) {
            flags.put(flag, answer);
            tell(flag);
        }

        private void tell(String flag) {
            Answer answer = flags.getOrDefault(flag, Answer.MISSING);
            latest.answer(connected ? answer : Answer.error(ErrorCode.GENERAL), flag);
        }
    }
}

package dev.yellowjack.tck;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestWatcher;

/** Fails a class when tests of the kit were disabled in it by whatever means, such as an extension found by name. */
final class Witness implements TestWatcher, AfterAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(Witness.class);

    @Override
    public void testDisabled(ExtensionContext test, Optional<String> reason) {
        String name = test.getRequiredTestMethod().getName();
        if (new KitClass(test.getRequiredTestClass()).tests().containsKey(name)) {
            test.getParent()
                    .ifPresent(parent -> disabled(parent)
                            .add(name + reason.map(why -> ": " + why).orElse("")));
        }
    }

    @Override
    public void afterAll(ExtensionContext kitClass) {
        Collection<String> disabled = disabled(kitClass);
        if (!disabled.isEmpty()) {
            throw new AssertionError("tests of the kit were switched off; a rule that cannot be kept is named in"
                    + " waivedRules(), with the reason:\n" + String.join("\n", disabled));
        }
    }

    @SuppressWarnings("unchecked")
    private static Collection<String> disabled(ExtensionContext kitClass) {
        return kitClass.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        kitClass.getUniqueId(),
                        unused -> new ConcurrentLinkedQueue<String>(),
                        ConcurrentLinkedQueue.class);
    }
}

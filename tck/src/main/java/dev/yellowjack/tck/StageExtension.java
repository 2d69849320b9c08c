package dev.yellowjack.tck;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/** Gives each test a {@link Stage} of its own, and skips the tests of rules that are waived. */
final class StageExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(StageExtension.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        SupervisorTck kit = (SupervisorTck) context.getRequiredTestInstance();
        Rule rule = context.getRequiredTestMethod().getAnnotation(Rule.class);
        if (rule != null) {
            skipIfWaived(rule, kit);
        }
        context.getStore(NAMESPACE).put(Stage.class, new Stage(kit));
    }

    private static void skipIfWaived(Rule rule, SupervisorTck kit) {
        for (String number : rule.value()) {
            String reason = kit.waivedRules().get(number);
            if (reason != null) {
                throw new TestAbortedException("§" + number + " is waived: " + reason);
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE).get(Stage.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Stage stage = context.getStore(NAMESPACE).remove(Stage.class, Stage.class);
        if (stage != null) {
            stage.close();
        }
    }
}

package dev.yellowjack.tck;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test that cites a rule a {@link Stage} of its own, and skips it if a rule is waived that it cites. */
final class StageExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(StageExtension.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        SupervisorTck kit = (SupervisorTck) context.getRequiredTestInstance();
        Waivers waivers = Waivers.of(kit.waivedRules());
        Tally.of(kit.getClass()).waives(waivers);
        Rule rule = context.getRequiredTestMethod().getAnnotation(Rule.class);
        if (rule != null) {
            waivers.skip(rule);
            Citing.run(context, () -> context.getStore(NAMESPACE).put(Stage.class, new Stage(kit)));
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
            Citing.run(context, stage::close);
        }
    }
}

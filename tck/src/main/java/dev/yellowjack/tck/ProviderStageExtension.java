package dev.yellowjack.tck;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a {@link ProviderStage} of its own, and skips the tests of rules that are waived and of abilities that
 * the back end lacks.
 */
final class ProviderStageExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(ProviderStageExtension.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        FlagProviderTck kit = (FlagProviderTck) context.getRequiredTestInstance();
        Waivers waivers = Waivers.of(kit.waivedRules());
        Tally tally = Tally.of(kit.getClass());
        tally.waives(waivers);
        kit.lastingThreads().forEach((part, reason) -> tally.fact("threads." + part, reason));
        Rule rule = context.getRequiredTestMethod().getAnnotation(Rule.class);
        if (rule != null) {
            waivers.skip(rule);
            Citing.run(context, () -> open(context, kit));
        }
    }

    private static void open(ExtensionContext context, FlagProviderTck kit) {
        ProviderStage stage = new ProviderStage(kit);
        context.getStore(NAMESPACE).put(ProviderStage.class, stage);
        stage.backend.checkAbilities();
        stage.backend.tellLacking(stage.tally());
        Needs needs = context.getRequiredTestMethod().getAnnotation(Needs.class);
        if (needs != null) {
            stage.backend.require(needs.value());
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ProviderStage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE).get(ProviderStage.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        ProviderStage stage = context.getStore(NAMESPACE).remove(ProviderStage.class, ProviderStage.class);
        if (stage != null) {
            Citing.run(context, stage::close);
        }
    }
}

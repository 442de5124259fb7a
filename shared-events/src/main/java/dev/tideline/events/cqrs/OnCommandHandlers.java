package dev.tideline.events.cqrs;

import java.util.Objects;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether the application carries out any command; one that does not has no table for them. */
public final class OnCommandHandlers implements ConfigurationCondition {

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return !Handled.commands(Objects.requireNonNull(context.getBeanFactory()))
                .isEmpty();
    }
}

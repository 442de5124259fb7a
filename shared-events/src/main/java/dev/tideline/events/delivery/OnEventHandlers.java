package dev.tideline.events.delivery;

import java.util.Objects;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether the application handles anything; one that does not has no tables for what fails. */
final class OnEventHandlers implements ConfigurationCondition {

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return Handlers.any(Objects.requireNonNull(context.getBeanFactory()));
    }
}

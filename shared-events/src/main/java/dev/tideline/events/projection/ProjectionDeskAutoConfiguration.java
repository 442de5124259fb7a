package dev.tideline.events.projection;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.DispatcherServlet;

@AutoConfiguration(
        after = ProjectionAutoConfiguration.class,
        afterName = "dev.tideline.events.web.WebAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnBean(Projections.class)
class ProjectionDeskAutoConfiguration {

    @Bean
    ProjectionController projectionController(Projections projections) {
        return new ProjectionController(projections);
    }
}

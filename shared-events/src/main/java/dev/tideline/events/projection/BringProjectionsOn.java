package dev.tideline.events.projection;

import dev.tideline.events.EventContext;
import dev.tideline.events.background.Recurring;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.SmartLifecycle;

/** Each projection on a thread of its own, so that one that fails or has much to do holds no other up. */
final class BringProjectionsOn implements SmartLifecycle, InitializingBean {

    private final List<Project> projects;
    private final List<Recurring> all;

    BringProjectionsOn(List<Project> projects, Duration poll) {
        this.projects = projects;
        this.all = projects.stream()
                .map(each -> new Recurring(
                        "projection", poll, () -> EventContext.acrossTenants(each::goOn) ? Duration.ZERO : poll))
                .toList();
    }

    /** There is something to read before anybody can ask. */
    @Override
    public void afterPropertiesSet() {
        projects.forEach(Project::begin);
    }

    List<Project> projects() {
        return projects;
    }

    void wake() {
        all.forEach(Recurring::wake);
    }

    @Override
    public void start() {
        all.forEach(Recurring::start);
    }

    @Override
    public void stop() {
        all.forEach(Recurring::stop);
    }

    @Override
    public boolean isRunning() {
        return all.stream().anyMatch(Recurring::isRunning);
    }
}

package dev.tideline.events.projection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param poll how long projections rest when there was nothing new */
@ConfigurationProperties("tideline.projection")
record ProjectionProperties(@DefaultValue("100ms") Duration poll) {}

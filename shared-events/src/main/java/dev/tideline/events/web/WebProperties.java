package dev.tideline.events.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What requests may look like.
 *
 * @param maxBody larger request bodies are answered with 413
 */
@ConfigurationProperties("tideline.web")
record WebProperties(@DefaultValue("256KB") DataSize maxBody) {}

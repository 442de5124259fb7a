package dev.tideline.events.web;

import io.swagger.v3.oas.annotations.Parameter;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On whose behalf a request is made, as a parameter of a controller's method: the subject of the token, or {@link RequestHeaders#USER} in
 * a service that asks for none. A {@code UUID} is a person's account, and a request by anybody else is refused; a {@code String} is any
 * caller's name, a service's too.
 */
@Documented
@Parameter(hidden = true)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface CurrentUser {}

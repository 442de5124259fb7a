package dev.tideline.user.signin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param tenant what the page suggests to whoever has not said where to sign in */
@ConfigurationProperties("tideline.signin")
record SignInProperties(@DefaultValue("demo") String tenant) {}

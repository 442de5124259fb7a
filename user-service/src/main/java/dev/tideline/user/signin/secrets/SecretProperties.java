package dev.tideline.user.signin.secrets;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What must not be in the database.
 *
 * @param masterKey 32 random bytes in Base64, the same on all instances; {@code openssl rand -base64 32} makes one
 */
@ConfigurationProperties("tideline.signin.secrets")
record SecretProperties(@Nullable String masterKey) {}

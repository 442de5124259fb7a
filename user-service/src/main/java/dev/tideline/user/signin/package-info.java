/**
 * Signing in: a page that takes e-mail address and password, and keeps in the browser's session who it is until the authorization server
 * of {@code issue} has given the application a code. Every attempt is an event on {@code users.signin.v1}.
 *
 * <p>Whoever fails is told nothing but that, and after the same work, whatever it failed of. Below: who can sign in ({@code holder}), how
 * guessing is slowed down ({@code guard}), what tokens are signed with ({@code keys}) and say ({@code issue}), and tokens for scripts
 * ({@code personal}).
 */
@NullMarked
package dev.tideline.user.signin;

import org.jspecify.annotations.NullMarked;

/**
 * The user service: accounts by REST, every change an event on {@code users.account.v1}; and signing in, which gives the tokens that all
 * services ask for.
 */
@NullMarked
package dev.tideline.user;

import org.jspecify.annotations.NullMarked;

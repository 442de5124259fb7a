/** The user service: accounts by REST, every change an event on {@code users.account.v1}. */
@NullMarked
package dev.tideline.user;

import org.jspecify.annotations.NullMarked;

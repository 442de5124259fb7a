/**
 * The keys that tokens are signed with. They change by themselves: the newest signs, the older ones stay in the JWK Set until everything
 * they signed has expired. Each use reads them from the database, so that no instance ever publishes fewer than another signs with. Their
 * private halves are sealed with a key made of the master key.
 */
@NullMarked
package dev.tideline.user.signin.keys;

import org.jspecify.annotations.NullMarked;

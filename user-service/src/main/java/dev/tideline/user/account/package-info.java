/**
 * Accounts: who there is, and how to reach them. What is kept of an account is its events; profiles, search and statistics are made of these.
 * An e-mail address belongs to one account of its tenant.
 */
@NullMarked
package dev.tideline.user.account;

import org.jspecify.annotations.NullMarked;

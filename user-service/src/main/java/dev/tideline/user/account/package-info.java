/**
 * Accounts: who there is, and how to reach them. What is kept of an account is its events; profiles, search and statistics are made of these.
 * An e-mail address belongs to one account of its tenant.
 * Who is of the tenant sees its accounts; changing one, or seeing what it was, is for its owner and the tenant's operators.
 */
@NullMarked
package dev.tideline.user.account;

import org.jspecify.annotations.NullMarked;

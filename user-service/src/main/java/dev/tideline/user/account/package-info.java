/** Accounts: who there is, and how to reach them. An e-mail address belongs to one account. */
@NullMarked
package dev.tideline.user.account;

import org.jspecify.annotations.NullMarked;

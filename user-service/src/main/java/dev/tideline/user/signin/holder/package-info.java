/**
 * Who can hold tokens: accounts that are there and active, what they sign in with and what they may do. Accounts belong to another
 * feature, which is asked through {@link dev.tideline.user.signin.holder.SignInAccounts}; hash and roles are kept here.
 */
@NullMarked
package dev.tideline.user.signin.holder;

import org.jspecify.annotations.NullMarked;

/**
 * Issues tokens: the authorization server. Applications of people get them by authorization code with PKCE, services by client
 * credentials, scripts by a personal token. What a token says is filled in here, and each time the account is asked for anew.
 */
@NullMarked
package dev.tideline.user.signin.issue;

import org.jspecify.annotations.NullMarked;

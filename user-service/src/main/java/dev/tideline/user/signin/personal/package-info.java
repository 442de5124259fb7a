/**
 * Personal tokens: secrets that people make for their scripts, list and revoke. Such a secret opens nothing by itself: it is exchanged for
 * a token that is valid for minutes, so that revoking it takes effect as soon.
 */
@NullMarked
package dev.tideline.user.signin.personal;

import org.jspecify.annotations.NullMarked;

/** The one secret that the configuration holds, and the keys that are made of it for each purpose. */
@NullMarked
package dev.tideline.user.signin.secrets;

import org.jspecify.annotations.NullMarked;

/** The notification service: tells people what happened, once. */
@NullMarked
package dev.tideline.notification;

import org.jspecify.annotations.NullMarked;

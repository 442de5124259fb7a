/** Notifications that wait in the application until their recipient reads them. */
@NullMarked
package dev.tideline.notification.inapp;

import org.jspecify.annotations.NullMarked;

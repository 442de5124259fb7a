/** Who people are and how to reach them: this service's own copy, kept by the events of accounts. */
@NullMarked
package dev.tideline.notification.contact;

import org.jspecify.annotations.NullMarked;

/** Orders: what somebody asked for and what it costs. */
@NullMarked
package dev.tideline.order.orders;

import org.jspecify.annotations.NullMarked;

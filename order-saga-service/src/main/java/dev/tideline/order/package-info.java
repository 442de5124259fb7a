/** The order service: orders by REST, every change an event on {@code orders.order.v1}. */
@NullMarked
package dev.tideline.order;

import org.jspecify.annotations.NullMarked;

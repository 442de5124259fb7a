/**
 * Membership in a consumer group: one thread polls and stays in the group whatever happens, another does the work. While the work takes
 * long, or has to wait, partitions are paused; nothing but a stop or Kafka itself ends the membership. A partition is given away only
 * when the work on it has ended.
 */
@NullMarked
package dev.tideline.events.polling;

import org.jspecify.annotations.NullMarked;

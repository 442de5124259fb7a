/**
 * The whole suite on one machine without Docker. {@link dev.tideline.localstack.LocalStack} is what {@code ./tideline} runs;
 * {@link dev.tideline.localstack.Suite} lists the processes; one {@link dev.tideline.localstack.Supervisor} starts them, watches them and
 * stops them. Postgres, the broker and each service are processes of their own, and one thread starts and watches all of them.
 *
 * <p>Everything on disk is in one {@link dev.tideline.localstack.Home}. Whoever holds its lock is the supervisor, so that nothing has to
 * be believed that an earlier run wrote down.
 */
@NullMarked
package dev.tideline.localstack;

import org.jspecify.annotations.NullMarked;

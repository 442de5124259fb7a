/**
 * Tokens for tests, as user-service would sign them, and the issuer behind them: a key pair of this JVM and its public half served over
 * HTTP. {@link dev.tideline.testing.servers.WithServers} has services under test believe it.
 */
@NullMarked
package dev.tideline.testing.tokens;

import org.jspecify.annotations.NullMarked;

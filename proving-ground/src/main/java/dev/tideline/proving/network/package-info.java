/** A network that can be made slow, silent or broken, between clients and a server on this machine. */
@NullMarked
package dev.tideline.proving.network;

import org.jspecify.annotations.NullMarked;

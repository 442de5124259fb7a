/** What every service's REST has to do alike, as tests that a service's own test class inherits. */
@NullMarked
package dev.tideline.testing.rest;

import org.jspecify.annotations.NullMarked;

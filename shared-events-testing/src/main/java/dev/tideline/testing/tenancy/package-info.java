/** What a service shows to hold its tenants apart. */
@NullMarked
package dev.tideline.testing.tenancy;

import org.jspecify.annotations.NullMarked;

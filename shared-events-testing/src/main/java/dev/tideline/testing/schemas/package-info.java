/**
 * Holds every event to its contract. The JSON Schema of a message is generated from its record, committed beside the service that owns
 * the message's domain, and may only grow while the version stays; each version leaves an example behind that has to be readable for
 * ever. {@link dev.tideline.testing.schemas.SchemasContract} is the test that each service inherits.
 */
@NullMarked
package dev.tideline.testing.schemas;

import org.jspecify.annotations.NullMarked;

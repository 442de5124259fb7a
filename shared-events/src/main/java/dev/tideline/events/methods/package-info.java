/** Methods of beans that an annotation marks: how an application hands its handlers over without implementing anything. */
@NullMarked
package dev.tideline.events.methods;

import org.jspecify.annotations.NullMarked;

package dev.tideline.events.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.TreeSet;

/** What operators narrow lists by. */
public final class Parameters {

    private Parameters() {}

    /**
     * A misspelt filter would show more than was asked for, and somebody would act on it.
     *
     * @throws org.springframework.web.ErrorResponseException naming a parameter that is none of these
     */
    public static void requireKnown(HttpServletRequest request, Collection<String> known) {
        for (String name : request.getParameterMap().keySet()) {
            if (!known.contains(name)) {
                throw Refusals.badRequest("'" + name + "' is no parameter here; there are: "
                        + String.join(", ", new TreeSet<>(known)) + ".");
            }
        }
    }
}

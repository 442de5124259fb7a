package dev.tideline.events.web;

import dev.tideline.events.EventContext;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Finds {@link CurrentUser} in the context of the request. */
final class ResolveCurrentUser implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(CurrentUser.class);
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        String user = EventContext.current().user();
        if (user == null) {
            throw Refusals.badRequest("Nobody is named on whose behalf this is asked.");
        }
        return parameter.getParameterType() == UUID.class ? account(user) : user;
    }

    private static UUID account(String user) {
        try {
            return UUID.fromString(user);
        } catch (IllegalArgumentException service) {
            throw Refusals.badRequest("This can only be asked on behalf of an account.");
        }
    }
}

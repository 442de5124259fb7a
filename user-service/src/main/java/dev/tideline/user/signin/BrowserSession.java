package dev.tideline.user.signin;

import dev.tideline.user.signin.holder.Holder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.authentication.session.CompositeSessionAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.stereotype.Component;

/**
 * Keeps in the browser's session who it is. Nothing but the account's id, its roles and since when it has them is in there; whether it
 * is active, and those still hold, is asked again for each token.
 */
@Component
class BrowserSession {

    private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final RequestCache requests = new HttpSessionRequestCache();
    private final SessionAuthenticationStrategy renew = new CompositeSessionAuthenticationStrategy(List.of(
            new ChangeSessionIdAuthenticationStrategy(),
            new CsrfAuthenticationStrategy(new HttpSessionCsrfTokenRepository())));

    /** Returns where the browser was going when it was asked to sign in. */
    String begin(Holder holder, HttpServletRequest request, HttpServletResponse response) {
        UsernamePasswordAuthenticationToken account = UsernamePasswordAuthenticationToken.authenticated(
                holder.account().toString(),
                null,
                holder.roles().stream()
                        .map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                        .toList());
        account.setDetails(holder.since().toString());
        renew.onAuthentication(account, request, response);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(account);
        contexts.saveContext(context, request, response);
        SavedRequest asked = requests.getRequest(request, response);
        return asked == null ? "/login?done" : asked.getRedirectUrl();
    }
}

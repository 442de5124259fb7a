package dev.tideline.events.web;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Tomcat decodes parameters when somebody first asks for one, and then says that they are malformed. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class BadParameters {

    @ExceptionHandler
    ProblemDetail malformed(InvalidParameterException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "A parameter is not properly encoded.");
    }
}

package dev.tideline.events.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** Answers as problem+json what the server refuses before any servlet sees it, a malformed path say. Made by Tomcat, by its name. */
public final class ProblemReport extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpStatus known = HttpStatus.resolve(status);
        String title = known == null ? "Error" : known.getReasonPhrase();
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getReporter().write("{\"status\":%d,\"title\":\"%s\"}".formatted(status, title));
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            container.getLogger().debug("Could not report an error", gone);
        }
    }
}

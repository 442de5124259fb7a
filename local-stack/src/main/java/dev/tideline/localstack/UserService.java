package dev.tideline.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** user-service as one caller sees it, who keeps the cookies it is given and follows no redirect by itself. */
record UserService(URI base, HttpClient client) {
    private static final ObjectMapper JSON = new ObjectMapper();

    record Answer(int status, String body, String location) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new CannotStart("user-service answered " + body);
            }
        }

        Answer expect(int expected) {
            if (status != expected) {
                throw new CannotStart("user-service answered with status " + status + ": " + body);
            }
            return this;
        }
    }

    UserService(URI base) {
        this(
                base,
                HttpClient.newBuilder()
                        .cookieHandler(new CookieManager())
                        .connectTimeout(Duration.ofSeconds(2))
                        .build());
    }

    Answer get(String path, Map<String, String> query, String authorization) {
        return send(to(query.isEmpty() ? path : path + "?" + form(query), authorization)
                .GET());
    }

    Answer submit(String path, Map<String, String> fields, String authorization) {
        return send(to(path, authorization)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(fields))));
    }

    Answer send(String method, String path, Map<String, ?> body, String authorization) {
        try {
            return send(to(path, authorization)
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body))));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(body.toString(), e);
        }
    }

    private HttpRequest.Builder to(String path, String authorization) {
        var request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            var response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Location").orElse(""));
        } catch (IOException e) {
            throw new CannotStart("user-service does not answer: ./tideline status");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Interrupted");
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}

package dev.tideline.localstack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** The dead-letter desk of one service, asked with an operator's token. */
record ServiceDesk(String service, URI base, String token) {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** The service is not there, or does not answer. */
    static final class Silent extends Exception {
        Silent(String service, Throwable cause) {
            super(service + " does not answer", cause);
        }
    }

    record Answer(int status, JsonNode body) {
        boolean isGood() {
            return status / 100 == 2;
        }

        /** No such letter, or no desk at all: the service handles no events. */
        boolean isNothing() {
            return status == 404;
        }

        /** What the service has against it, in one line. */
        String complaint() {
            var said = body.path("detail").asText("status " + status);
            var fields = body.path("errors")
                    .valueStream()
                    .map(it ->
                            it.path("field").asText() + " " + it.path("message").asText())
                    .collect(Collectors.joining(", "));
            return fields.isEmpty() ? said : said + " " + fields;
        }
    }

    Answer get(String path, Map<String, String> query) throws Silent {
        return send(request(path, query).GET());
    }

    Answer post(String path, Object body) throws Silent {
        return send(request(path, Map.of()).POST(BodyPublishers.ofString(text(body))));
    }

    Answer put(String path, Map<String, String> query, byte[] body) throws Silent {
        return send(request(path, query).PUT(BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder request(String path, Map<String, String> query) {
        var asked = query.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
        return HttpRequest.newBuilder(base.resolve("/ops/dead-letters" + path + (query.isEmpty() ? "" : asked)))
                .timeout(LONGEST)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) throws Silent {
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), parsed(response.body()));
        } catch (IOException e) {
            throw new Silent(service, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Silent(service, e);
        }
    }

    private static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException noJson) {
            return MissingNode.getInstance();
        }
    }

    private static String text(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(body.toString(), e);
        }
    }
}

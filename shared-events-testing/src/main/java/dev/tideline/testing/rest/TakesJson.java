package dev.tideline.testing.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Manners of a service that takes JSON. A subclass names the path to post to and bodies that are wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TakesJson extends RestManners {

    protected abstract String postPath();

    protected abstract String validBody();

    /** Bodies that are well-formed but not valid, each with the field that has to be named; an empty name where none can be. */
    protected abstract Stream<Arguments> invalidBodies();

    @Test
    void validBodyIsCreatedAndItsLocationRead() {
        var created = post(validBody()).exchange();
        created.expectStatus().isCreated();
        String location = String.valueOf(
                created.returnResult(String.class).getResponseHeaders().getLocation());
        http.get().uri(location).exchange().expectStatus().isOk();
    }

    @ParameterizedTest
    @MethodSource("invalidBodies")
    void invalidBodyIsA400ProblemThatNamesTheField(String body, String field) {
        var response = post(body).exchange();
        response.expectStatus().isBadRequest().expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.expectBody(String.class)
                .value(problem -> assertThat(problem)
                        .contains(field.isEmpty() ? "\"detail\"" : "\"field\":\"" + field + "\"")
                        .doesNotContain("Exception", "dev.tideline", "java."));
    }

    @ParameterizedTest
    @MethodSource("brokenBodies")
    void brokenBodyIsA400Problem(String body) {
        problem(post(body), 400);
    }

    static Stream<String> brokenBodies() {
        return Stream.of(
                "", "{", "{\"a\":}", "not json", "[]", "\"text\"", "null", "{} {}", "{\"a\":1}}", "[".repeat(2_000));
    }

    @Test
    void bodyInAFormatWeDoNotSpeakIsA415Problem() {
        problem(http.post().uri(postPath()).contentType(MediaType.TEXT_PLAIN).body("hello"), 415);
    }

    @Test
    void formIsA415Problem() {
        problem(
                http.post()
                        .uri(postPath())
                        .header("Content-Type", "multipart/form-data")
                        .body("hello".getBytes(UTF_8)),
                415);
    }

    @Test
    void bodyOverTheLimitIsA413Problem() {
        problem(post("{\"title\":\"" + "x".repeat(300_000) + "\"}"), 413);
    }

    private RestTestClient.RequestHeadersSpec<?> post(String body) {
        return http.post()
                .uri(postPath())
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }
}

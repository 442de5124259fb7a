package dev.tideline.localstack;

/**
 * A process of the suite.
 *
 * @param portVariable the environment variable that moves it to another port
 */
record Part(String name, String portVariable, int defaultPort) {}

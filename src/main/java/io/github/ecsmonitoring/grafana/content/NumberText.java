package io.github.ecsmonitoring.grafana.content;

/**
 * A number of a JSON text, which is written as it was read.
 *
 * @param text for example {@code 1.50} or {@code 1e3}
 */
record NumberText(String text) {}

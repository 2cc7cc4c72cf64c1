package io.github.ecsmonitoring.dashboards.mutation;

/**
 * A changed expression or waiting time.
 *
 * @param description the change in its place
 * @param text all of it, changed
 */
record Mutation(String description, String text) {}

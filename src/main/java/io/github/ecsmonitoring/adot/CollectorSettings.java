package io.github.ecsmonitoring.adot;

import java.util.Map;

/**
 * What all features of one collector share.
 *
 * @param endpoints where the task's parts find each other
 * @param contract what a series says about where it comes from
 * @param labels the user's own, sorted
 * @param memoryLimitMiB of the container
 */
record CollectorSettings(
        TaskEndpoints endpoints, LabelContract contract, Map<String, String> labels, int memoryLimitMiB) {}

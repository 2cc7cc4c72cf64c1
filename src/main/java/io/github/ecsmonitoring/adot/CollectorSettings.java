package io.github.ecsmonitoring.adot;

import java.util.Map;

/**
 * What all features of a collector need.
 *
 * @param endpoints addresses within the task
 * @param contract the labels of each series that the library sets
 * @param labels the user's labels, sorted
 * @param memoryLimitMiB the memory limit of the container
 * @param writerRole whether the collector assumes a role to write to the workspace
 */
record CollectorSettings(
        TaskEndpoints endpoints,
        LabelContract contract,
        Map<String, String> labels,
        int memoryLimitMiB,
        boolean writerRole) {}

/**
 * An ECS agent that needs no ECS: answers the task metadata endpoint v4 from fixtures, with counters that move and
 * faults on demand. {@link io.github.ecsmonitoring.exporter.emulator.Emulator} for tests in this module,
 * {@link io.github.ecsmonitoring.exporter.emulator.EmulatorMain} for a process of its own: {@code java -jar
 * node-exporter-tests.jar --help}.
 *
 * <p>A new kind of task is a pair of files beside {@code fargate-task.json} and a line in
 * {@link io.github.ecsmonitoring.exporter.emulator.Scenario}. The shapes are AWS's documents', which link to examples
 * of each answer: <a
 * href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate.html">Fargate</a>,
 * <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4.html">EC2</a>, <a
 * href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-managed-instances.html">Managed
 * Instances</a>. All names, ids and numbers are invented.
 */
package io.github.ecsmonitoring.exporter.emulator;

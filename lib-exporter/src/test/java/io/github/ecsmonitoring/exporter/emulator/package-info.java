/**
 * An emulator of the ECS task metadata endpoint v4: it serves fixtures with increasing counters and injects faults.
 * {@link io.github.ecsmonitoring.exporter.emulator.Emulator} runs in the process of a test,
 * {@link io.github.ecsmonitoring.exporter.emulator.EmulatorMain} in its own: {@code java -jar node-exporter-tests.jar
 * --help}.
 *
 * <p>A new kind of task needs two files beside {@code fargate-task.json} and a line in
 * {@link io.github.ecsmonitoring.exporter.emulator.Scenario}. The formats follow the AWS documentation, which links to
 * examples: <a
 * href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate.html">Fargate</a>,
 * <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4.html">EC2</a>, <a
 * href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-managed-instances.html">Managed
 * Instances</a>. All names, ids and numbers are invented.
 */
package io.github.ecsmonitoring.exporter.emulator;

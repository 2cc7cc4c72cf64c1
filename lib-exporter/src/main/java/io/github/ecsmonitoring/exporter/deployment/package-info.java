/**
 * The scope of the metrics: a host or one ECS task.
 *
 * <p>{@code ScopeFlags} declares {@code --scope}, {@code StartupEnvironment} reads the facts, and {@code ScopeDecision}
 * combines both without I/O.
 */
package io.github.ecsmonitoring.exporter.deployment;
